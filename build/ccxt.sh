#!/usr/bin/env bash
# Fetches the npm client with which the Deribit-style door is tested: build/ccxt.sh. Does nothing when it is there.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/build/need.sh"
cd "$home/tests/ccxt"
if [ -d node_modules ] && [ node_modules -nt package-lock.json ]; then
  exit 0
fi
need_node
echo "fetching ccxt ..." >&2
npm ci --no-audit --no-fund --loglevel=error >&2 || { echo "ccxt.sh: npm could not install tests/ccxt/package-lock.json" >&2; exit 2; }
touch node_modules
