#!/usr/bin/env bash
# Runs a command with XINGGEN_TEST_POSTGRES_URL set: to what it was, or to a throw-away cluster that is started for
# it. A cluster that was not running before is stopped afterwards, however the command ends.
#
#   deploy/with-postgres.sh COMMAND [ARGUMENT...]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ -z "${XINGGEN_TEST_POSTGRES_URL:-}" ]; then
    if ! "$here/postgres.sh" url >/dev/null 2>&1; then
        trap '"$here/postgres.sh" stop' EXIT
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP
    fi
    XINGGEN_TEST_POSTGRES_URL=$("$here/postgres.sh" start)
    export XINGGEN_TEST_POSTGRES_URL
fi

"$@"
