#!/usr/bin/env bash
# Measures the ratios of the performance goals, each pair in one run on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/setup.sh test
if [ -z "${XINGGEN_TEST_POSTGRES_URL:-}" ]; then
  XINGGEN_TEST_POSTGRES_URL=$(deploy/postgres.sh start)
  export XINGGEN_TEST_POSTGRES_URL
  trap 'deploy/postgres.sh stop' EXIT
fi
cargo build --release --locked --package xinggen-server
cargo bench --locked --package xinggen-tests --bench ratios
