#!/usr/bin/env bash
# Holds a running server to docs/openapi.json: schemathesis makes requests from the document, right and wrong ones, and
# every answer must be one that the document tells of: its status, its media type, its schema, and never a failure of
# ours. The seed is fixed, so each run sends the same.
#
# Left out is the stream of events: it never ends, so there is no answer to compare. The tests in tests/ follow it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)
wanted=$here/schemathesis/requirements.txt
place=$root/target/schemathesis

programs() {
    if ! cmp -s "$wanted" "$place/requirements.txt"; then
        rm -rf "$place"
        python3 -m venv "$place"
        "$place/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted"
        cp "$wanted" "$place/requirements.txt"
    fi
}

# With the server's address in XINGGEN_URL. As a user with something of every kind, then as an administrator, who is
# sent to what administrators do and to what is their own.
compare() {
    compare_as user
    compare_as admin --include-path-regex '^/api/v1/(admin|me|credits|auth/step-up)'
}

compare_as() {
    local who=$1 settings
    shift
    settings=$(mktemp)
    # shellcheck disable=SC2064 # the name is known now and gone later
    trap "rm -f '$settings'" EXIT
    python3 "$here/schemathesis/prepare.py" "$settings" "$who"
    # From elsewhere, so that its database of examples stays out of the tree.
    cd "$place"
    "$place/bin/schemathesis" --config-file "$settings" run "$root/docs/openapi.json" \
        --url "$XINGGEN_URL" \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --exclude-operation-id stream_events "$@" \
        --phases examples,coverage,fuzzing \
        --max-examples 15 \
        --seed 20250101 \
        --generation-database none \
        --continue-on-failure \
        --request-timeout 30 \
        --suppress-health-check all \
        --warnings off \
        --no-color
}

case "${1:-}" in
compare) compare ;;
"") programs && "$here/with-server.sh" "$here/schemathesis.sh" compare ;;
*)
    echo "usage: deploy/schemathesis.sh" >&2
    exit 2
    ;;
esac
