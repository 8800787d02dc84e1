#!/usr/bin/env bash
# Measures the ratios of the performance goals, each pair in one run on this machine.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/setup.sh test
PATH=$PATH:${HOME:-/root}/.cargo/bin
export PATH
cargo build --release --locked --package xinggen-server
exec deploy/with-postgres.sh cargo bench --locked --package xinggen-tests --bench ratios
