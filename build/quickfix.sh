#!/usr/bin/env bash
# Builds the program on QuickFIX C++ with which the FIX gateway is tested: build/quickfix.sh. Does nothing when it is there.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source=$home/tests/peers/quickfix/life.cpp program=$home/artifacts/peers/quickfix-life
if [ -f "$program" ] && [ "$program" -nt "$source" ]; then
  exit 0
fi
command -v g++ >/dev/null 2>&1 || { echo "quickfix.sh: no g++ on the PATH" >&2; exit 2; }
[ -f /usr/include/quickfix/Session.h ] || { echo "quickfix.sh: libquickfix-dev is not installed" >&2; exit 2; }
mkdir -p "${program%/*}"
# Its headers are of C++ before 17.
g++ -std=c++14 -w -o "$program.new" "$source" -lquickfix -lpthread
mv "$program.new" "$program"
