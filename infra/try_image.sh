#!/usr/bin/env bash
# Starts the program as Fargate would start its tasks: from the image's file tree, as the image's user, with the very
# settings of an environment's task definitions, of which only hosts are put in; against a real PostgreSQL that speaks
# TLS only, and a real S3 server. First the migration, as the owner, which makes the role the services work as; then both
# services, healthy by the tasks' own check and from outside, and asked what stg is asked after a release.
#   infra/try_image.sh PROGRAM BUCKET_SERVER [ENVIRONMENT]
# Needs root (chroot, and to start PostgreSQL as its own user), Debian's postgresql, openssl, curl and jq. Where it may, it
# makes a network of its own, which nothing leaves, and mounts what a task has mounted; where not, it says so.
# Ends with 77 if it could not be tried.
set -euo pipefail
missing=
for tool in jq curl openssl chroot setpriv; do command -v "$tool" >/dev/null || missing="$missing $tool"; done
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
test -n "$bin" || missing="$missing postgresql"
test "$(id -u)" = 0 || missing="$missing root"
if [ -n "$missing" ]; then echo "the image cannot be tried here, missing:$missing"; exit 77; fi
if [ -z "${KURA_APART:-}" ]; then
  if unshare -mn true 2>/dev/null && command -v ip >/dev/null; then KURA_APART=yes exec unshare -mn bash "$0" "$@"; fi
  echo "without a network and mounts of its own (this machine does not let us): in the machine's"
  export KURA_APART=no
fi
test "$KURA_APART" = no || ip link set lo up
program=$(readlink -f "$1") store=$(readlink -f "$2") environment=${3:-prod}
here=$(dirname "$(readlink -f "$0")") out=$(dirname "$(readlink -f "$0")")/out/$environment
port=55439 work=$(mktemp -d) pids=()
cleanup() {
  for pid in "${pids[@]}" ${store_pid:-}; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  su postgres -s /bin/sh -c "$bin/pg_ctl -D $work/pg -m immediate stop" >/dev/null 2>&1 || true
  umount -R "$work/tree" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
chmod 755 "$work"
began=$EPOCHREALTIME
tell() { printf '%6.1fs  %s\n' "$(bc -l <<<"$EPOCHREALTIME - $began" 2>/dev/null || echo 0)" "$*"; }

# --- what AWS would be: a database that takes TLS only, with its owner; and the buckets ------------------------------
key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1)
openssl req -x509 "${key[@]}" -subj /CN=authority -keyout "$work/authority.key" -out "$work/rds.pem" 2>/dev/null
openssl req -x509 "${key[@]}" -subj /CN=localhost -CA "$work/rds.pem" -CAkey "$work/authority.key" \
  -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE \
  -keyout "$work/server.key" -out "$work/server.pem" 2>/dev/null
install -d -o postgres "$work/pg"
install -o postgres -m 0600 /dev/stdin "$work/top" <<<top
chown postgres "$work/server.key" && chmod 600 "$work/server.key"
su postgres -s /bin/sh -c "$bin/initdb -N -D $work/pg -A scram-sha-256 --pwfile=$work/top" >/dev/null
echo 'hostssl all all 127.0.0.1/32 scram-sha-256' > "$work/pg/pg_hba.conf"
su postgres -s /bin/sh -c "$bin/pg_ctl -w -D $work/pg -l $work/pg/log -o '-p $port -F -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories= -c ssl=on -c ssl_cert_file=$work/server.pem -c ssl_key_file=$work/server.key' start" >/dev/null
sql() { PGPASSWORD=top psql -qAtX "host=localhost port=$port user=postgres dbname=$1 sslmode=require" -c "$2"; }
# As RDS makes its first user: it may make roles, and is no superuser.
sql postgres "CREATE ROLE kura_owner LOGIN CREATEROLE CREATEDB PASSWORD 'owner-secret'"
sql postgres "CREATE DATABASE kura OWNER kura_owner"
# The server says where it listens, where its buckets lie, and who may use them; it ends when nobody listens to it.
coproc STORE { exec "$store"; }
store_pid=$STORE_PID
read -r endpoint <&"${STORE[0]}" && read -r buckets <&"${STORE[0]}" && read -r access secret_access <&"${STORE[0]}"
documents=$(jq -r '.Resources.DocumentsBucket.Properties.BucketName' "$out/data.template.json")
bank=$(jq -r '.Resources.BankBucket.Properties.BucketName' "$out/data.template.json")
mkdir "$buckets/$documents" "$buckets/$bank"
printf 'code,name,kana\n001,本店,ホンテン\n' > "$buckets/$bank/branches.csv"
cp "$here/../crates/domain/src/bank/holidays.csv" "$buckets/$bank/holidays.csv"
printf 'branch,type,number,holder,birth_date,state,opened_on\n' > "$buckets/$bank/records.csv"
# What the program does not know yet is written in one place, and told.
wanted=$(grep -o 'wanted(\(plain\|secret\)("[A-Z_]*' "$here/src/program.rs" | grep -o '[A-Z_]\{6,\}' || true)
left_out=$(jq -r '.Resources[]|select(.Type=="AWS::ECS::TaskDefinition").Properties.ContainerDefinitions[0].Environment[].Name' \
  "$out"/{app,schema}.template.json | sort -u | grep -Fx "$wanted" | tr '\n' ' ') || true
tell "PostgreSQL that takes TLS only, and S3 with the buckets $documents and $bank"
test -z "$left_out" || tell "given by the templates and LEFT OUT here, for the program does not know them yet: $left_out"

# --- the image --------------------------------------------------------------------------------------------------------
bash "$here/rootfs.sh" "$program" "$work/rds.pem" "$work/tree"
# Of the image's own modes, before a mount makes all of it unwritable: its user owns nothing, and nobody else may write.
test -z "$(find "$work/tree" ! -type l \( -perm /022 -o ! -user 0 \) -print)"
install -m 0444 /etc/hosts "$work/tree/etc/hosts"
if [ "$KURA_APART" = yes ]; then
  mount --bind "$work/tree" "$work/tree" && mount -o remount,ro,bind "$work/tree"
  mount -t proc proc "$work/tree/proc"
fi
tell "the image's tree, $(du -sm "$work/tree" --exclude=proc | cut -f1) MB"

# --- a task: its settings as CloudFormation would put them in; secrets are ours, hosts are this machine's ------------
database_password=
plain() { # TEMPLATE TASK: NAME=VALUE, each ended by a zero, for a value may have several lines
  jq -j --arg task "$2" --arg port "$port" --arg bucket "$endpoint" --arg wanted "$wanted" '
    .Resources[$task].Properties.ContainerDefinitions[0].Environment[]
    | select(.Name as $name | $wanted | split("\n") | index($name) | not)
    | .Name + "=" + (if (.Value | type) == "string" then .Value
        else (.Value["Fn::Sub"][0] | sub("\\$\\{Host\\}:5432"; "localhost:" + $port)) end
      | if startswith("s3://") then . + "&endpoint=" + $bucket else . end) + "\u0000"' "$out/$1.template.json"
}
secret() { # TEMPLATE TASK
  jq -r --arg task "$2" '.Resources[$task].Properties.ContainerDefinitions[0].Secrets[].Name' "$out/$1.template.json" |
    while read -r name; do case $name in
      PGPASSWORD) printf '%s=%s\0' "$name" "$database_password" ;;
      KURA_DATABASE_APP_PASSWORD) printf '%s=app-secret-of-this-trial\0' "$name" ;;
      KURA_KEYS_CONTENT) printf '%s=%s\0' "$name" "$keys" ;;
      KURA_MAIL_USER | KURA_MAIL_PASSWORD) printf '%s=unset\0' "$name" ;;
      *) echo "a secret nobody here knows: $name" >&2; exit 1 ;;
    esac; done
}
task() { # TEMPLATE TASK WORDS…: the call of the task's own command, or of these words instead, into `call`
  local template=$1 name=$2; shift 2
  local settings words=("$@")
  mapfile -t -d "" settings < <(plain "$template" "$name" && secret "$template" "$name")
  test ${#words[@]} -gt 0 ||
    mapfile -t words < <(jq -r --arg t "$name" '.Resources[$t].Properties.ContainerDefinitions[0].Command[]' "$out/$template.template.json")
  # Fargate tells every task where its credentials are; here they are given.
  call=(env -i AWS_ACCESS_KEY_ID="$access" AWS_SECRET_ACCESS_KEY="$secret_access" "${settings[@]}"
    /usr/sbin/chroot --userspec=10001:10001 "$work/tree" /usr/local/bin/kura "${words[@]}")
}
# The key file's content, made as the runbook says.
keys=$(env -i /usr/sbin/chroot --userspec=10001:10001 "$work/tree" /usr/local/bin/kura keys init --print 2>/dev/null)

database_password=owner-secret
task schema MigrateTask
"${call[@]}"
test "$(sql kura "SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname='kura_app'")" = f
tell 'migrated as kura_owner; kura_app is there, with no power over tables and roles'

database_password=app-secret-of-this-trial
port_of() { jq -r --arg t "$1" '.Resources[$t].Properties.ContainerDefinitions[0].PortMappings[0].ContainerPort' "$out/app.template.json"; }
scheme_of() { jq -r --arg g "$1" '.Resources[$g].Properties.Protocol|ascii_downcase' "$out/app.template.json"; }
host_of() { jq -r --arg r "$1" '.Resources[$r].Properties.Conditions[0].HostHeaderConfig.Values[0]' "$out/app.template.json"; }
asks() { # TRIES COMMAND…: until it answers
  for _ in $(seq "$1"); do if "${@:2}" >/dev/null 2>&1; then return 0; fi; read -rt 0.1 <> <(:) || true; done
  return 1
}
start() { # TASK
  task app "$1"
  "${call[@]}" > "$work/$1.log" 2>&1 & pids+=($!)
}
well() { # TASK TARGET-GROUP RULE: by the task's own check, and as its load balancer asks
  local command port scheme
  mapfile -t command < <(jq -r --arg t "$1" '.Resources[$t].Properties.ContainerDefinitions[0].HealthCheck.Command[2:][]' "$out/app.template.json")
  port=$(port_of "$1") scheme=$(scheme_of "$2")
  # As a load balancer asks: by address, without judging the certificate.
  asks 150 curl -fks "$scheme://127.0.0.1:$port/healthz" || { cat "$work/$1.log" >&2; return 1; }
  task app "$1" "${command[@]}"
  "${call[@]}" || { echo "$1 does not find itself well" >&2; return 1; }
  tell "$1: well by its own check, and at $scheme://…:$port"
}
start CustomerTask
start StaffTask
well CustomerTask CustomerBlue CustomerRule
well StaffTask StaffBlue StaffRule

# The program looks at its surroundings: it writes, reads and deletes in the bucket, and finds that it cannot change the
# trail. It ends badly if anything is wrong.
task app StaffTask doctor
"${call[@]}"

# --- asked what stg is asked ------------------------------------------------------------------------------------------
site=$(host_of CustomerRule) staff=$(host_of StaffRule)
printf 'insecure\nresolve = "%s:8080:127.0.0.1"\nresolve = "%s:8081:127.0.0.1"\n' "$site" "$staff" > "$work/.curlrc"
CURL_HOME=$work bash "$here/accept.sh" --program "$site:8080"
# The staff's site is closed to whom the load balancer does not vouch for: this machine is of no network of the bank.
test "$(CURL_HOME=$work curl -s -o /dev/null -w '%{http_code}' "https://$staff:8081/login")" = 403
# And the staff's task serves nothing of the customers'.
grep -q '"message":"serving staff"' "$work/StaffTask.log" && ! grep -q '"message":"serving"' "$work/StaffTask.log"
tell "the staff's site refuses a network that is not the bank's"

# There is no place in the image that its user could write to.
test -z "$(setpriv --reuid 10001 --regid 10001 --clear-groups find "$work/tree" -xdev -path "$work/tree/proc" -prune -o ! -type l -writable -print)"
tell "the image's user can write nowhere"
for pid in "${pids[@]}"; do kill "$pid"; done
for pid in "${pids[@]}"; do wait "$pid" && continue; echo "a task did not end well" >&2; exit 1; done
tell 'both ended well when told to'
