#!/usr/bin/env bash
# A PostgreSQL of one's own, for tests: build/postgres.sh starts one in a temporary folder and writes one line,
#   ready HOST=...;PORT=...;USERNAME=...;DATABASE=...    or    missing REASON
# It listens on a socket of that folder only. When its input ends, however the caller ended, it stops the server and
# removes the folder. As root it becomes the user postgres, because the server refuses root.
set -uo pipefail
missing() { echo "missing $1"; exit 0; }

bin=""
for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(dirname "$(command -v postgres 2>/dev/null)" 2>/dev/null); do
  [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] && { bin=$folder; break; }
done
[ -n "$bin" ] || missing "install postgresql-15 (no postgres and initdb found; ./test installs them when it is root)"
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || missing "the user postgres does not exist, and the server refuses root"
  command -v setpriv >/dev/null 2>&1 || missing "install util-linux (no setpriv to become the user postgres with)"
  text=$(cat "$0")
  cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups bash -c "$text" "$0"
fi

cd /
folder=$(mktemp -d "/tmp/tokenbourse-postgres.XXXXXX") || missing "no folder could be made in /tmp"
server=""
finish() {
  trap - EXIT
  # Fast shutdown: clients are thrown out, nothing is awaited.
  [ -z "$server" ] || { kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
export LC_ALL=C
make() { "$bin/initdb" -D "$folder/data" -U office -A trust -E UTF8 --no-sync "$@" >>"$folder/log" 2>&1; }
# A language's order of letters where the server knows one, so that the tests see that no answer depends on it.
make --locale=C --locale-provider=icu --icu-locale=en-US || { rm -rf "$folder/data"; make --locale=C; } \
  || missing "initdb failed: $(tail -n 1 "$folder/log")"
"$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
  -c shared_buffers=64MB -c max_connections=40 >>"$folder/log" 2>&1 </dev/null &
server=$!
for _ in $(seq 300); do
  "$bin/psql" -h "$folder" -U office -d postgres -qtAc 'CREATE DATABASE office' >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || missing "the server ended: $(tail -n 1 "$folder/log")"
  sleep 0.1
done
"$bin/psql" -h "$folder" -U office -d office -qtAc 'SELECT 1' >/dev/null 2>&1 || missing "the server did not answer in 30 seconds"
echo "ready HOST=$folder;PORT=5432;USERNAME=office;DATABASE=office"
cat >/dev/null
