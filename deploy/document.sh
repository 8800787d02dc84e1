#!/usr/bin/env bash
# Lints docs/openapi.json by the rules of Redocly and of Spectral; warnings fail, too. The linters live in web/lint; what is
# ignored there is said there, with the reason. Their packages are fetched when they are missing or others than the lock
# names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../web/lint"

node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || {
    echo "document: Node.js $(node --version) is too old for the linters, 20.19 or newer is needed" >&2
    exit 2
}

wanted=$(cksum package.json package-lock.json)
if [ "$(cat node_modules/.wanted 2>/dev/null)" != "$wanted" ]; then
    npm ci --no-audit --no-fund --loglevel=error
    echo "$wanted" >node_modules/.wanted
fi

# Nothing is sent anywhere, and nothing is asked for.
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

code=0
found=$(node_modules/.bin/redocly lint ../../docs/openapi.json --config redocly.yaml --format=json 2>/dev/null) || code=$?
node ./told.mjs <<<"$found" || code=1
node_modules/.bin/spectral lint ../../docs/openapi.json --ruleset spectral.yaml --fail-severity=hint --quiet || code=1
exit "$code"
