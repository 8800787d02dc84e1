#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for tests, on a port of its own. It trusts whoever comes from this machine and
# keeps nothing safe: never put anything of worth into it.
#
#   deploy/postgres.sh start      starts it, or finds it running; prints its URL
#   deploy/postgres.sh url        prints the URL of the running one; fails when none runs
#   deploy/postgres.sh stop       stops it
#   deploy/postgres.sh programs   prints where the server programs are; fails when there are none
#
# XINGGEN_TEST_STATE moves its folder (target/postgres), XINGGEN_TEST_POSTGRES_PORT the first port that is tried
# (54329).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

first_port=${XINGGEN_TEST_POSTGRES_PORT:-54329}

fail() {
    echo "postgres: $1" >&2
    exit 1
}

# The newest server programs on this machine.
find_programs() {
    local folder
    for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
        [ -x "$folder/initdb" ] && echo "$folder" && return
    done
    folder=$(command -v initdb) && dirname "$folder"
}

# PostgreSQL refuses root, so root hands it to the user whom the package made.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

refuse_stranger() {
    fail "$1 belongs to someone else: remove it, or set XINGGEN_TEST_STATE to another folder"
}

# Where the cluster lives. Below a home that only root may enter its owner cannot reach it; then it lives in
# /var/tmp, named after this checkout.
find_state() {
    local wanted=${XINGGEN_TEST_STATE:-target/postgres} sum
    mkdir -p "$wanted"
    wanted=$(cd "$wanted" && pwd -P)
    if [ "$(id -u)" -ne 0 ]; then
        [ -O "$wanted" ] || refuse_stranger "$wanted"
        echo "$wanted"
        return
    fi
    if ! as_owner test -x "$wanted"; then
        sum=$(printf '%s' "$wanted" | cksum | cut -d ' ' -f 1)
        wanted=/var/tmp/xinggen-postgres-$sum
        [ -d "$wanted" ] || mkdir "$wanted"
    fi
    case "$(stat -c %U "$wanted")" in
    root | postgres) chown -h postgres "$wanted" ;;
    *) refuse_stranger "$wanted" ;;
    esac
    echo "$wanted"
}

pg_ctl() { as_owner "$programs/pg_ctl" -D "$data" "$@"; }

# The port of the running server, or nothing.
running_port() {
    local port
    pg_ctl status >/dev/null 2>&1 || return 0
    port=$(as_owner sed -n 4p "$data/postmaster.pid" 2>/dev/null) || return 0
    if [ -n "$port" ] && "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"; then
        echo "$port"
    fi
}

print_url() { echo "postgres://postgres@127.0.0.1:$1/postgres"; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

create() {
    local socket=$state/socket
    as_owner rm -rf "$data" "$socket"
    as_owner mkdir -m 700 "$socket"
    # A path that is too long for a socket does without: tests come over TCP.
    [ "${#socket}" -le 80 ] || socket=
    as_owner "$programs/initdb" -D "$data" -U postgres -E UTF8 --locale=C --auth=trust --no-sync >/dev/null ||
        fail "initdb failed in $state: is the disk full?"
    as_owner tee -a "$data/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = '$socket'
max_connections = 200
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
SETTINGS
    as_owner tee "$data/pg_hba.conf" >/dev/null <<RULES
local all all trust
host all all 127.0.0.1/32 trust
RULES
}

# What a killed server leaves behind: a note with a process id that is gone or now someone else's. A server works in
# its data folder; a process that does not is not ours to stop.
remove_stale_note() {
    local pid
    pid=$(as_owner head -n 1 "$data/postmaster.pid" 2>/dev/null) || return 0
    if [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" != "$data" ]; then
        as_owner rm -f "$data/postmaster.pid"
    fi
}

# Tries one port after another; the children of a killed server may hold its memory for a few seconds more.
launch() {
    local port=$first_port pause
    for pause in 1 1 2 3 4; do
        while ! port_is_free "$port"; do
            port=$((port + 1))
            [ "$port" -lt $((first_port + 200)) ] || fail "no free port from $first_port on"
        done
        if pg_ctl start -w -t 30 -l "$state/log" -o "-p $port" >/dev/null 2>&1 9>&-; then
            print_url "$port"
            return
        fi
        sleep "$pause"
    done
    return 1
}

start() {
    local port version
    port=$(running_port)
    if [ -n "$port" ]; then
        print_url "$port"
        return
    fi
    version=$("$programs/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    if [ "$(as_owner cat "$data/PG_VERSION" 2>/dev/null)" != "$version" ]; then
        create
    fi
    launch && return
    # It is worth nothing, so a broken one is made anew.
    stop
    create
    launch || fail "it does not start: $(as_owner tail -n 2 "$state/log" | tr '\n' ' ')"
}

stop() {
    if pg_ctl status >/dev/null 2>&1; then
        pg_ctl stop -m immediate -w -t 30 >/dev/null || fail "it does not stop; see $state/log"
    fi
}

main() {
    local port
    programs=$(find_programs) || fail "the PostgreSQL server programs are missing: run deploy/setup.sh test"
    if [ "${1:-}" = programs ]; then
        echo "$programs"
        return
    fi
    if [ "$(id -u)" -eq 0 ] && ! id -u postgres >/dev/null 2>&1; then
        fail "root cannot run PostgreSQL and there is no user postgres: run deploy/setup.sh test"
    fi
    state=$(find_state)
    data=$state/data
    exec 9>"$state/lock"
    flock -w 120 9 || fail "another deploy/postgres.sh holds $state/lock"
    remove_stale_note
    case "${1:-}" in
    start) start ;;
    stop) stop ;;
    url)
        port=$(running_port)
        [ -n "$port" ] || fail "it does not run: deploy/postgres.sh start"
        print_url "$port"
        ;;
    *) fail "usage: deploy/postgres.sh start|url|stop|programs" ;;
    esac
}

main "$@"
