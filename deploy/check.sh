#!/usr/bin/env bash
# Every check of the code: form, lints, examples in the documentation, tests, the TypeScript client, the API against
# its document. All of them run, whatever the earlier ones found; the exit code is the worst one.
# XINGGEN_TEST_POSTGRES_URL names the PostgreSQL to test against.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

worst=0
failed=()

check() {
    local name=$1 code=0
    shift
    printf '\n== %s: %s\n' "$name" "$*"
    "$@" || code=$?
    if [ "$code" -ne 0 ]; then
        failed+=("$name")
        [ "$code" -le "$worst" ] || worst=$code
    fi
}

if command -v cargo-nextest >/dev/null; then
    tests=(cargo nextest run --workspace --locked --no-fail-fast)
else
    tests=(cargo test --workspace --locked --no-fail-fast --lib --bins --tests)
fi

check form cargo fmt --all --check
check lints cargo clippy --workspace --all-targets --features xinggen-server/failpoints --locked -- -D warnings
check programs cargo build --workspace --locked
check failpoints cargo build --package xinggen-server --features failpoints --bin xinggen-failpoints --locked
check examples cargo test --doc --workspace --locked --no-fail-fast
check tests "${tests[@]}"
check client deploy/client.sh test
check contract deploy/schemathesis.sh

if [ "$worst" -ne 0 ]; then
    printf '\nfailed: %s\n' "${failed[*]}" >&2
fi
exit "$worst"
