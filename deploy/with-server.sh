#!/usr/bin/env bash
# Runs a command with XINGGEN_URL set to a server of its own: the program that `cargo build` made, on a free port, with
# a data folder that is thrown away afterwards; XINGGEN_PROGRAM and XINGGEN_DATA say which. Accounts there have credits enough for an episode. The server is
# stopped however the command ends; what it logged is shown when the command fails.
#
#   deploy/with-server.sh COMMAND [ARGUMENT...]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

fail() {
    echo "with-server: $1" >&2
    exit 1
}

target=${CARGO_TARGET_DIR:-$root/target}
case $target in
/*) ;;
*) target=$root/$target ;;
esac
program=$target/debug/xinggen
[ -x "$program" ] || fail "there is no $program: run 'cargo build --workspace' first"

# Nobody's own settings: not those of the shell, and no file.
for name in $(compgen -e | grep '^XINGGEN__' || true); do
    unset "$name"
done
export XINGGEN__ACCOUNTS__SIGNUP_CREDITS=5000
export XINGGEN__LOG=warn

house=$(mktemp -d)
server=

stop() {
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$house"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

(cd "$house" && exec "$program" --data "$house/data" serve --bind 127.0.0.1:0) >"$house/told" 2>"$house/log" &
server=$!
port=
for _ in $(seq 150); do
    port=$(sed -n 's#^Xinggen serves at http://[^:]*:\([0-9]*\)$#\1#p' "$house/told")
    [ -z "$port" ] || break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
done
if [ -z "$port" ]; then
    cat "$house/told" "$house/log" >&2
    fail "the server did not start"
fi
export XINGGEN_URL=http://127.0.0.1:$port
# For what is done beside the server, by its operator.
export XINGGEN_PROGRAM=$program XINGGEN_DATA=$house/data

code=0
"$@" || code=$?
if [ "$code" -ne 0 ] && [ -s "$house/log" ]; then
    echo "with-server: the server logged, in the end:" >&2
    tail -n 40 "$house/log" >&2
fi
exit "$code"
