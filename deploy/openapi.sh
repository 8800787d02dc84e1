#!/usr/bin/env bash
# Writes docs/openapi.json from the routes, and the types of the TypeScript client from that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:${HOME:-/root}/.cargo/bin
export PATH

made=$(mktemp)
trap 'rm -f "$made"' EXIT
cargo run --quiet --locked --package xinggen-server -- openapi >"$made"
cat "$made" >docs/openapi.json
deploy/client.sh types
