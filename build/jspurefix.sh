#!/usr/bin/env bash
# Fetches the npm FIX engine with which the FIX gateway is tested: build/jspurefix.sh. Does nothing when it is there.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/build/need.sh"
cd "$home/tests/peers/jspurefix"
if [ -d node_modules ] && [ node_modules -nt package-lock.json ]; then
  exit 0
fi
need_node
echo "fetching jspurefix ..." >&2
npm ci --no-audit --no-fund --loglevel=error >&2 || { echo "jspurefix.sh: npm could not install tests/peers/jspurefix/package-lock.json" >&2; exit 2; }
touch node_modules
