# Runs a PostgreSQL cluster for as long as standard input stays open.
# The test process holds the other end: however it dies, the pipe closes and
# nothing is left, not even when it dies while the cluster is being made.
# Arguments: directory of PostgreSQL's programs, our directory, server options.
bin=$1
dir=$2
options=$3
# Nobody may be left to hear that we are ready.
trap '' PIPE
umask 077
mkdir "$dir" || exit 1

start() {
    "$bin/initdb" --pgdata="$dir/data" --username=postgres --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync --no-instructions &&
        "$bin/pg_ctl" --pgdata="$dir/data" --log="$dir/log" --options="$options" --wait start
}

if start >"$dir/start" 2>&1 </dev/null; then
    echo ready
    cat >/dev/null
else
    cat "$dir/start" "$dir/log"
fi
"$bin/pg_ctl" --pgdata="$dir/data" --mode=immediate stop >"$dir/start" 2>&1 </dev/null
rm -rf "$dir"
