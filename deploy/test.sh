#!/usr/bin/env bash
# Sets the machine up, starts a PostgreSQL if none is configured, and runs every check. For `make test`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

"$here/setup.sh" test
PATH=$PATH:${HOME:-/root}/.cargo/bin
export PATH
exec "$here/with-postgres.sh" "$here/check.sh"
