#!/usr/bin/env bash
# Starts the program as a Fargate task would: from the image's file tree, read-only, as its user, with
# the settings of the task definitions of an environment, against a real PostgreSQL that speaks TLS
# only. Needs root (for chroot), Debian's postgresql, openssl and jq.
#   infra/try_image.sh PROGRAM [ENVIRONMENT]
# Two settings the program does not know yet (infra/src/program.rs) have stand-ins here, said aloud.
set -euo pipefail
program=$(readlink -f "$1") environment=${2:-prod}
here=$(dirname "$(readlink -f "$0")") out=$(dirname "$(readlink -f "$0")")/out/$environment
port=55439 work=$(mktemp -d) pids=()
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  su postgres -s /bin/sh -c "$bin/pg_ctl -D $work/pg -m immediate stop" >/dev/null 2>&1 || true
  for part in run tmp proc ''; do umount "$work/tree/$part" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
chmod 755 "$work"

# A database that takes TLS only, with an owner and the role the services work as.
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=authority \
  -keyout "$work/authority.key" -out "$work/rds.pem" 2>/dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -CA "$work/rds.pem" \
  -CAkey "$work/authority.key" -addext subjectAltName=DNS:localhost \
  -addext basicConstraints=critical,CA:FALSE \
  -keyout "$work/server.key" -out "$work/server.pem" 2>/dev/null
install -d -o postgres "$work/pg"
chown postgres "$work/server.key" && chmod 600 "$work/server.key"
su postgres -s /bin/sh -c "$bin/initdb -D $work/pg -A scram-sha-256 --pwfile=<(echo top)" >/dev/null 2>&1 ||
  su postgres -s /bin/bash -c "$bin/initdb -D $work/pg -A scram-sha-256 --pwfile=<(echo top)" >/dev/null
echo 'hostssl all all 127.0.0.1/32 scram-sha-256' > "$work/pg/pg_hba.conf"
su postgres -s /bin/sh -c "$bin/pg_ctl -w -D $work/pg -l $work/pg/log -o '-p $port -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories= -c ssl=on -c ssl_cert_file=$work/server.pem -c ssl_key_file=$work/server.key' start" >/dev/null
sql() { PGPASSWORD=top psql -qX "host=localhost port=$port user=postgres dbname=$1 sslmode=require" -c "$2"; }
sql postgres "CREATE ROLE kura_owner LOGIN PASSWORD 'owner-secret'"
sql postgres "CREATE ROLE kura_app LOGIN PASSWORD 'app-secret'"
sql postgres "CREATE DATABASE kura OWNER kura_owner"

"$here/rootfs.sh" "$program" "$work/rds.pem" "$work/tree"
install -m 0444 /etc/hosts "$work/tree/etc/hosts"
mkdir "$work/tree/run"
mount --bind "$work/tree" "$work/tree" && mount -o remount,ro,bind "$work/tree"
mount -t proc proc "$work/tree/proc"
mount -t tmpfs -o uid=10001,gid=10001,mode=700 tmpfs "$work/tree/run"

# What a task is given: Fn::Sub and imports put in as CloudFormation would, secrets by stand-ins.
given() { # TEMPLATE TASK
  jq -r --arg port "$port" '.Resources[$ARGS.named.task].Properties.ContainerDefinitions[0].Environment[]
    | .Name + "=" + (if (.Value | type) == "string" then .Value
        else (.Value["Fn::Sub"][0] | sub("\\$\\{Host\\}:5432"; "localhost:" + $port)) end)' \
    --arg task "$2" "$out/$1.template.json"
}
secrets() { # TEMPLATE TASK PASSWORD
  jq -r --arg task "$2" --arg password "$3" '.Resources[$task].Properties.ContainerDefinitions[0].Secrets[]
    | .Name + "=" + (if .Name == "PGPASSWORD" then $password else "unset" end)' "$out/$1.template.json"
}
task() { # TEMPLATE TASK PASSWORD COMMAND…: puts the call into `call`
  local template=$1 name=$2 password=$3; shift 3
  mapfile -t settings < <(given "$template" "$name"; secrets "$template" "$name" "$password")
  call=(env -i "${settings[@]}" "${extra[@]}"
    /usr/sbin/chroot --userspec=10001:10001 "$work/tree" /usr/local/bin/kura "$@")
}
extra=(NONE=)
task schema MigrateTask owner-secret migrate; "${call[@]}"
sql kura "GRANT USAGE ON SCHEMA public TO kura_app; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kura_app"
task app CustomerTask app-secret serve
if "${call[@]}" > "$work/refused" 2>&1; then exit 1; fi
echo "serve, as the template says today: $(tail -1 "$work/refused")"

echo "stand-ins: KURA_KEYS_FILE for KURA_KEYS_CONTENT, KURA_DOCUMENTS_FOLDER for KURA_DOCUMENTS_STORE"
extra=(KURA_KEYS_FILE=/run/keys.json KURA_DOCUMENTS_FOLDER=/run/documents)
task app StaffTask app-secret keys init; "${call[@]}" >/dev/null
asks() { # PORT
  for _ in $(seq 100); do
    if curl -fs "http://127.0.0.1:$1/healthz" >/dev/null; then return 0; fi
    read -rt 0.1 <> <(:) || true
  done
  return 1
}
try() { # TASK PORT COMMAND
  task app "$1" app-secret "$3"
  "${call[@]}" > "$work/$1.log" 2>&1 & pids+=($!)
  if asks "$2"; then echo "$3 ($1): healthy at $2"; else cat "$work/$1.log"; exit 1; fi
  kill "${pids[-1]}"; wait "${pids[-1]}" || true
}
try CustomerTask 8080 serve
try StaffTask 8081 run
