#!/usr/bin/env bash
# Fetches the corpus of the standard token: build/corpus.sh. The npm packages that rulebook/standard-tokens names, each at
# its version, as archives without what they depend on, into metering/corpus/PACKAGE@VERSION. What is there stays. Without
# Node.js it says the one thing to install and stops with 2. `tokenbourse standard-token factors` checks every hash.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$home/build/need.sh"
corpus=$home/metering/corpus
packages=$(cat "$home"/rulebook/standard-tokens/*.json \
  | sed -n 's/.*"package": "\([^"]*\)", "version": "\([^"]*\)".*/\1@\2/p' | sort -u)
for package in $packages; do
  [ -d "$corpus/$package" ] && continue
  need_node
  echo "fetching $package ..." >&2
  new=$(mktemp -d)
  (cd "$new" && npm pack "$package" --silent >/dev/null) || { echo "corpus.sh: npm could not fetch $package" >&2; exit 2; }
  mkdir -p "$new/files"
  tar xzf "$new"/*.tgz -C "$new/files" --strip-components 1
  mkdir -p "$(dirname "$corpus/$package")"
  mv "$new/files" "$corpus/$package"
  rm -rf "$new"
done
