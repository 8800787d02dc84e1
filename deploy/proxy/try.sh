#!/usr/bin/env bash
# Tries nginx.conf or Caddyfile of this folder in front of a server of its own: TLS, signing in, an upload of 20 MB and its
# download, a body that is too large, events as they come, and whose address the server sees. Ports, names and the
# certificate are replaced by ones for this machine; nothing else is. Needs curl, jq, openssl, python3 and nginx or caddy.
#
#   deploy/proxy/try.sh nginx|caddy
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
kind=${1:-}
program=${CARGO_TARGET_DIR:-$root/target}/debug/xinggen
inner=18471 outer=18472 plain=18473 name=localhost
place=$(mktemp -d)
chmod 755 "$place"
started=()

stop() {
    local pid
    for pid in "${started[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$place"
}
trap stop EXIT

fail() {
    echo "try: $1" >&2
    tail -n 20 "$place"/*.log >&2 || true
    exit 1
}

server() {
    export XINGGEN__SERVER__PUBLIC_URL=https://$name:$outer XINGGEN__SERVER__TRUSTED_PROXIES=127.0.0.1/32
    "$program" --data "$place/data" serve --bind 127.0.0.1:$inner >"$place/server.log" 2>&1 &
    started+=($!)
}

nginx_here() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
        -keyout "$place/key.pem" -out "$place/root.pem" 2>/dev/null
    sed -e "s#/etc/xinggen/tls/cert.pem#$place/root.pem#; s#/etc/xinggen/tls/key.pem#$place/key.pem#" \
        -e "s#127.0.0.1:8080#127.0.0.1:$inner#; s#\(listen .*\)443#\1$outer#; s#\(listen .*\)80;#\1$plain;#" \
        -e "s#xinggen.example#$name#" "$here/nginx.conf" >"$place/xinggen.conf"
    cat >"$place/nginx.conf" <<END
daemon off;
pid $place/nginx.pid;
error_log $place/nginx.log;
events {}
http {
    access_log off;
    client_body_temp_path $place/body;
    proxy_temp_path $place/proxy;
    include $place/xinggen.conf;
}
END
    nginx -c "$place/nginx.conf" -p "$place" 2>>"$place/nginx.log" &
    started+=($!)
}

caddy_here() {
    # Of localhost Caddy makes a certificate of its own.
    sed -e "s#127.0.0.1:8080#127.0.0.1:$inner#; s#^xinggen.example#$name:$outer#" "$here/Caddyfile" >"$place/site"
    printf '{\n\tskip_install_trust\n\tadmin off\n\thttp_port %s\n}\n' $plain | cat - "$place/site" >"$place/Caddyfile"
    XDG_DATA_HOME=$place XDG_CONFIG_HOME=$place caddy run --config "$place/Caddyfile" --adapter caddyfile \
        >"$place/caddy.log" 2>&1 &
    started+=($!)
    for _ in $(seq 50); do
        [ ! -s "$place/caddy/pki/authorities/local/root.crt" ] || break
        sleep 0.2
    done
    cp "$place/caddy/pki/authorities/local/root.crt" "$place/root.pem" || fail "Caddy made no certificate"
}

# From an address that is not the proxy's, and with one that the client made up.
call() {
    curl -sS --fail-with-body --cacert "$place/root.pem" --interface 127.0.0.9 -H 'X-Forwarded-For: 203.0.113.9' "$@"
}

api() {
    local path=$1
    shift
    call -H "Authorization: Bearer ${token:-}" "https://$name:$outer/api/v1$path" "$@"
}

# post PATH JSON [ARGUMENT...]
post() {
    local path=$1 body=$2
    shift 2
    api "$path" -H 'Content-Type: application/json' -d "$body" "$@"
}

sign_in() {
    local who='"email":"lin@example.com","password":"correct horse battery"'
    post /auth/register "{$who}" >/dev/null
    token=$(post /auth/login "{$who}" | jq -r .access_token)
    echo "signed in over $(api /me -o /dev/null -w 'HTTP/%{http_version}, %{ssl_verify_result} faults of the certificate')"
    [ "$(api /me/audit | jq -r '[.items[] | select(.act == "signed_in") | .address] | unique | join(" ")')" = 127.0.0.9 ] ||
        fail "the server does not see the client's address: $(api /me/audit)"
    echo "the server sees 127.0.0.9, not the proxy, nor what the client made up"
}

upload() {
    local got
    python3 - "$place/sound.wav" <<'END'
import os, struct, sys, wave
with wave.open(sys.argv[1], "wb") as sound:
    sound.setparams((1, 2, 48000, 0, "NONE", ""))
    sound.writeframes(os.urandom(20_000_000))
END
    api /assets/uploads -F "file=@$place/sound.wav" -o "$place/asset.json" -w 'uploaded %{size_upload} bytes in %{time_total} s\n'
    call "$(jq -r .url "$place/asset.json")" -o "$place/back.wav"
    cmp "$place/sound.wav" "$place/back.wav" || fail "what came back is something else"
    got=$(head -c 70000000 /dev/zero | api /assets/uploads -X POST -H 'Content-Type: application/octet-stream' \
        --data-binary @- -o /dev/null -w '%{http_code}' 2>/dev/null || true)
    [ "$got" = 413 ] || fail "70 MB are answered with $got"
    echo "what came back is the same; 70 MB are refused with 413"
}

# How long after an order its event comes; and whether a stream on which nothing happens lasts longer than the time-outs.
events() {
    local story episode ordered seen
    story=$(jq -Rs . <"$root/docs/examples/old-camera.txt")
    episode=$(api "/dramas/$(post /dramas "{\"title\":\"t\",\"story\":$story}" | jq -r .id)/episodes" | jq -r '.items[0].id')
    call -N -H "Authorization: Bearer $token" "https://$name:$outer/api/v1/events" >"$place/events" 2>"$place/events.log" &
    started+=($!)
    for _ in $(seq 50); do
        ! grep -q '^event: open' "$place/events" || break
        sleep 0.1
    done
    ordered=$(date +%s%3N)
    post "/episodes/$episode/scripts" '{}' -H 'Idempotency-Key: try' >/dev/null
    for _ in $(seq 300); do
        ! grep -q '^event: job' "$place/events" || break
        sleep 0.01
    done
    seen=$(date +%s%3N)
    grep -q '^event: job' "$place/events" || fail "no event came in $((seen - ordered)) ms"
    echo "an event came $((seen - ordered)) ms after its order was sent"
    sleep "${QUIET:-90}"
    kill -0 "${started[-1]}" 2>/dev/null || fail "the quiet stream ended"
    echo "a stream that was quiet for ${QUIET:-90} s goes on"
}

inside() {
    local got
    got=$(call -o /dev/null -w '%{http_code}' "https://$name:$outer/metrics" 2>/dev/null || true)
    [ "$got" = 404 ] || fail "/metrics is answered with $got"
    got=$(curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' "http://$name:$plain/docs/")
    case $got in
    30?\ https://*) ;;
    *) fail "http is answered with $got" ;;
    esac
    echo "/metrics stays inside, http leads to https ($got)"
}

case $kind in
nginx | caddy) ;;
*)
    echo "usage: deploy/proxy/try.sh nginx|caddy" >&2
    exit 2
    ;;
esac
[ -x "$program" ] || fail "there is no $program: run 'cargo build -p xinggen-server' first"
server
"${kind}_here"
for _ in $(seq 100); do
    ! call "https://$name:$outer/healthz" >/dev/null 2>&1 || break
    sleep 0.2
done
call "https://$name:$outer/healthz" >/dev/null || fail "nothing answers through $kind"
sign_in
upload
inside
events
echo "$kind: all of it works"
