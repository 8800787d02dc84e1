#!/usr/bin/env bash
# A PostgreSQL of the tests' own, thrown away at will: nothing in it lasts, so it does not wait for the disk.
#   deploy/postgres.sh start   starts it (or finds it running) and prints its URL
#   deploy/postgres.sh stop    stops it
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
state=${XINGGEN_TEST_STATE:-$root/target/postgres}
first_port=54329

bin=$(compgen -G "/usr/lib/postgresql/*/bin" | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { echo "postgres: the server programs are missing: run deploy/setup.sh test" >&2; exit 1; }

# The server refuses to run as root.
as_server() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# The user postgres must reach the folder, which root's home would not allow; then it lives beside the system's
# own temporary files, under a name that belongs to this checkout.
place() {
  if [ "$(id -u)" = 0 ]; then
    state=${XINGGEN_TEST_STATE:-/var/tmp/xinggen-postgres-$(printf %s "$root" | cksum | cut -d' ' -f1)}
    mkdir -p "$state"
    chown postgres "$state"
  else
    mkdir -p "$state"
  fi
}

running() { as_server "$bin/pg_ctl" -D "$state/data" status >/dev/null 2>&1; }
port_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
url() { echo "postgres://postgres@127.0.0.1:$(cat "$state/port")/postgres"; }

start() {
  place
  cd "$state"
  if running; then url; return; fi
  if ! [ -e "$state/data/PG_VERSION" ]; then
    rm -rf "$state/data"
    as_server "$bin/initdb" -D "$state/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  fi
  local port=$first_port
  until port_free "$port"; do port=$((port + 1)); done
  echo "$port" >"$state/port"
  local options="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$state"
  options="$options -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
  as_server "$bin/pg_ctl" -D "$state/data" -l "$state/log" -w -t 60 -o "$options" start >/dev/null || {
    tail -n 20 "$state/log" >&2
    exit 1
  }
  url
}

stop() {
  place
  cd "$state"
  if running; then as_server "$bin/pg_ctl" -D "$state/data" -m immediate -w stop >/dev/null; fi
}

case "${1:-}" in
  start) start ;;
  stop) stop ;;
  *) echo "usage: deploy/postgres.sh start|stop" >&2; exit 2 ;;
esac
