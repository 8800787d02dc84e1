#!/usr/bin/env bash
# Shows that a scope that is missing does not go unseen: takes the owner's filter from the statements of one table at a
# time (`dramas Find`, `dramas Update`, …), on SQLite, where no policy stands behind it, and runs the tests. Lists the
# mutants that survive, and fails when there is one. For `make mutants`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
    echo "mutants: $1" >&2
    exit 1
}

state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT

cargo test --locked --package xinggen-database --features mutants --test it --no-run --message-format=json \
    >"$state/built" || fail "the tests do not build"
program=$(sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' "$state/built" | tail -n 1)
[ -x "$program" ] || fail "there is no test program"
cd crates/database

# No test can tell: what it finds only chooses among the owner's jobs, which another scope limits. Ids of jobs are unique.
harmless='job_waits Find'

# Tests whose names contain one of the arguments; none of those that want PostgreSQL.
tests() { timeout 180 "$program" --test-threads 4 --skip postgres "$@" >"$state/said" 2>&1; }

all=(sqlite)
quick=(isolation twins)

export XINGGEN_MUTANTS_SEEN=$state/seen
if ! tests "${all[@]}"; then
    tail -n 40 "$state/said" >&2
    fail "the tests fail with every scope in place"
fi
unset XINGGEN_MUTANTS_SEEN
sort -u "$state/seen" >"$state/mutants"

# Statements that the sources name and no test reached.
grep -rhoE '\b(find|update|delete)::<[a-z_]+::Entity>' src/repositories |
    sed -E 's/^(.)([a-z]*)::<([a-z_]+)::Entity>/\3 \u\1\2/; s/^take_table /takes /' | sort -u >"$state/named"
survivors=$(comm -23 "$state/named" "$state/mutants" | sed 's/$/ (no test reaches it)/')

while read -r mutant; do
    export XINGGEN_MUTANT=$mutant
    if [ "$mutant" = "$harmless" ]; then
        echo "harmless: $mutant"
    elif tests "${quick[@]}" && tests "${all[@]}"; then
        echo "survived: $mutant"
        survivors+=$'\n'$mutant
    else
        killer=$(sed -n 's/^test \(.*\) \.\.\. FAILED$/\1/p' "$state/said" | head -n 1)
        [ -n "$killer" ] || fail "$mutant: the tests ended without one that failed: $(tail -n 3 "$state/said")"
        echo "killed:   $mutant, by $killer"
    fi
done <"$state/mutants"

count=$(wc -l <"$state/mutants")
survivors=$(printf '%s' "$survivors" | sed '/^$/d')
if [ -n "$survivors" ]; then
    printf 'of %s mutants these survived:\n%s\n' "$count" "$survivors" >&2
    exit 1
fi
echo "all $count mutants but the harmless one were killed"
