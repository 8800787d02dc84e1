#!/usr/bin/env bash
# Measures the ratios of the performance goals, each pair in one run on this machine. Arguments choose among the parts
# cut, produce, ledger, http, crowd and login; without any, all of them run. It takes some nine minutes after the build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/setup.sh test
PATH=$PATH:${HOME:-/root}/.cargo/bin
export PATH
cargo build --release --locked --package xinggen-server
cargo build --release --locked --package xinggen-media --example cut_ratio
exec deploy/with-postgres.sh cargo bench --locked --package xinggen-tests --bench ratios -- "$@"
