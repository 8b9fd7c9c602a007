#!/usr/bin/env bash
# Puts Debian's Chromium on a machine that has none, for the tests of the terminal in a browser: build/browser.sh.
set -uo pipefail
[ -x "${CHROMIUM:-}" ] && exit 0
command -v chromium >/dev/null 2>&1 && exit 0
[ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "browser.sh: install Chromium (package chromium), or name a browser in CHROMIUM" >&2
  exit 2
fi
# The packages of fonts show Chinese in pictures; without them the tests are as good.
log=$(mktemp)
{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >"$log" 2>&1 </dev/null
if ! command -v chromium >/dev/null 2>&1; then
  echo "browser.sh: Chromium could not be installed: $(grep -E '^E:' "$log" | head -n 1)" >&2
  exit 2
fi
rm -f "$log"
