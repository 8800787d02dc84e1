#!/usr/bin/env bash
# Every check of the code: form, lints, examples in the documentation, tests, the linters of the API document, the
# TypeScript client, the API against its document. All of them run, whatever the earlier ones found; the exit code is
# the worst one. In the end it tells the ten slowest tests and what each step cost.
# XINGGEN_TEST_POSTGRES_URL names the PostgreSQL to test against.
#
# Whatever runs is built once, by the step "programs": with the feature failpoints, which does nothing until a test arms
# it, and together with the tests, because their dependencies switch features of shared crates on. A build of the programs
# alone would be of other features, and compile sea-orm, sqlx, actix-web and all of our crates a second time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

worst=0
failed=()
costs=()

told=$(mktemp)
trap 'rm -f "$told"' EXIT

# Sets `cpu` to the seconds of processor time that ended children have taken so far. Not in a subshell, which would count
# its own.
count_cpu() {
    times >"$told"
    cpu=$(awk 'NR == 2 { gsub(/[ms]/, " "); printf "%d", $1 * 60 + $2 + $3 * 60 + $4 }' "$told")
}

check() {
    local name=$1 code=0 began=$SECONDS before cpu
    shift
    count_cpu
    before=$cpu
    printf '\n== %s: %s\n' "$name" "$*"
    "$@" || code=$?
    count_cpu
    costs+=("$(printf '%-10s %6d s %10d s' "$name" $((SECONDS - began)) $((cpu - before)))")
    if [ "$code" -ne 0 ]; then
        failed+=("$name")
        [ "$code" -le "$worst" ] || worst=$code
    fi
}

# What nextest writes about a run; into the folder of the workspace, wherever it is built.
report=target/nextest/default/junit.xml

# The slowest tests of the run that has just ended.
slowest() {
    [ -e "$report" ] || return 0
    printf '\nthe slowest tests\n'
    sed -n 's/.*<testcase name="\([^"]*\)" classname="\([^"]*\)".* time="\([0-9.]*\)".*/\3 \2 \1/p' "$report" |
        sort -rn | awk 'NR <= 10 { printf "%8.1f s  %s %s\n", $1, $2, $3 }'
}

whole=(--workspace --features xinggen-server/failpoints --locked)
parts=(--lib --bins --tests)
rm -f "$report"
if command -v cargo-nextest >/dev/null; then
    tests=(cargo nextest run "${whole[@]}" "${parts[@]}" --no-fail-fast)
else
    tests=(cargo test "${whole[@]}" "${parts[@]}" --no-fail-fast)
fi

check form cargo fmt --all --check
check lints cargo clippy "${whole[@]}" --all-targets -- -D warnings
# The same without failpoints, as it is shipped: only what has them is looked at once more.
check shipped cargo clippy --workspace --lib --bins --locked -- -D warnings
check programs cargo build "${whole[@]}" "${parts[@]}"
check examples cargo test --doc "${whole[@]}" --no-fail-fast
# The programs are there: no test has to ask cargo for them.
check tests env XINGGEN_TEST_BUILT=1 "${tests[@]}"
check document deploy/document.sh
check client deploy/client.sh test
check contract deploy/schemathesis.sh

slowest
printf '\nstep           took    processor\n'
printf '%s\n' "${costs[@]}"
if [ "$worst" -ne 0 ]; then
    printf '\nfailed: %s\n' "${failed[*]}" >&2
fi
exit "$worst"
