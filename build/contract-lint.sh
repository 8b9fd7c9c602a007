#!/usr/bin/env bash
# Checks the contracts in docs/protocols with Spectral and our rules: build/contract-lint.sh. Exit 1: a finding.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/build/need.sh"
cd "$home/build/contract-lint"
need_node
if ! { [ -d node_modules ] && [ node_modules -nt package-lock.json ]; }; then
  echo "fetching the linter ..." >&2
  npm ci --no-audit --no-fund --loglevel=error >&2 || { echo "contract-lint.sh: npm could not install build/contract-lint/package-lock.json" >&2; exit 2; }
  touch node_modules
fi
exec node_modules/.bin/spectral lint --ruleset rules.yaml --fail-severity hint --format stylish \
  "$home/docs/protocols/openapi.json" "$home/docs/protocols/asyncapi.json"
