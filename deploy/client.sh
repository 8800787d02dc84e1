#!/usr/bin/env bash
# The TypeScript client in web/client. Its packages are fetched when they are missing or others than the lock names.
#
#   deploy/client.sh types   writes src/schema.ts from docs/openapi.json
#   deploy/client.sh check   fails when src/schema.ts is stale, and checks all types
#   deploy/client.sh test    that, its own tests, and the main job against a server (deploy/with-server.sh)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../web/client"

packages() {
    local wanted
    wanted=$(cksum package.json package-lock.json)
    if [ "$(cat node_modules/.wanted 2>/dev/null)" != "$wanted" ]; then
        npm ci --no-audit --no-fund --loglevel=error
        echo "$wanted" >node_modules/.wanted
    fi
}

check() {
    if ! npm run --silent types -- --check >/dev/null 2>&1; then
        echo "client: web/client/src/schema.ts is stale: run 'make openapi'" >&2
        return 1
    fi
    npm run --silent check
}

main_job() {
    # Links name localhost, and the server listens on IPv4.
    NODE_OPTIONS=--dns-result-order=ipv4first "$here/with-server.sh" npm run --silent test:server
}

case "${1:-}" in
types) packages && npm run --silent types ;;
check) packages && check ;;
test) packages && check && npm run --silent test && main_job ;;
*)
    echo "usage: deploy/client.sh types|check|test" >&2
    exit 2
    ;;
esac
