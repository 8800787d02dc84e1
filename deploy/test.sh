#!/usr/bin/env bash
# Everything that must hold before a change lands: format, lints, every test on every adapter.
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/setup.sh test
if [ -z "${XINGGEN_TEST_POSTGRES_URL:-}" ]; then
  XINGGEN_TEST_POSTGRES_URL=$(deploy/postgres.sh start)
  export XINGGEN_TEST_POSTGRES_URL
  trap 'deploy/postgres.sh stop' EXIT
  echo "test: PostgreSQL at $XINGGEN_TEST_POSTGRES_URL"
fi

cargo fmt --check
cargo clippy --workspace --all-targets --locked -- -D warnings
cargo build --workspace --locked
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --locked --no-fail-fast
else
  cargo test --workspace --locked --no-fail-fast --lib --bins --tests
fi
cargo test --workspace --locked --doc
