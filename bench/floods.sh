#!/usr/bin/env bash
# Floods the doors of a venue on this machine and measures whether an honest client beside is served.
#   bench/floods.sh [--port P] [--seconds N] [--connections N] [--handshakes N]
# Slow heads, slow bodies and slow reads (slowhttptest, a Debian package), TLS handshakes without end, and FIX connections that never log on.
# All of it is loopback: the flood comes from 127.0.0.1, the honest client from 127.0.0.2. Exit 1: it was not served.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
port=21700 seconds=15 connections=600 handshakes=4
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2; shift 2 ;;
    --seconds) seconds=$2; shift 2 ;;
    --connections) connections=$2; shift 2 ;;
    --handshakes) handshakes=$2; shift 2 ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
for tool in slowhttptest openssl curl python3; do
  command -v "$tool" >/dev/null 2>&1 || { echo "floods.sh: $tool is missing (apt-get install $tool)" >&2; exit 2; }
done
folder=$(mktemp -d)
pids=()
program=("dotnet" "$home/artifacts/bin/Node/release/tokenbourse.dll")
end() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap end EXIT
ulimit -n 8192 2>/dev/null || true

"${program[@]}" run --port "$port" --out "$folder/plain" --days 1 --speed 1 >"$folder/plain.log" 2>&1 &
pids+=($!)
"${program[@]}" fix-echo --port $((port + 1)) >"$folder/fix.log" 2>&1 &
pids+=($!)
"${program[@]}" ca init "$folder/ca" >/dev/null
"${program[@]}" ca issue "$folder/ca" door --hosts localhost,127.0.0.1 >/dev/null
"${program[@]}" identity participant "$folder/identity" acme --name Acme --accounts 1 >/dev/null
"${program[@]}" run --port $((port + 2)) --admin-port $((port + 3)) --out "$folder/tls" --days 1 --speed 1 \
  --identity "$folder/identity" --tls "$folder/ca/door" >"$folder/tls.log" 2>&1 &
pids+=($!)
for url in "http://127.0.0.1:$port" "https://127.0.0.1:$((port + 2))"; do
  for _ in $(seq 600); do
    curl -sk -m 2 -o /dev/null "$url/v1/status" && break
    sleep 1
  done
done

# Asks every tenth of a second while the flood is on: requests, failures, and milliseconds at the median, at 99 % and at most.
honest() {
  python3 - "$1" "$2" "$seconds" <<'P'
import socket, ssl, sys, time
kind, port, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
def fix(number, type_, body):
    now = time.strftime("%Y%m%d-%H:%M:%S", time.gmtime())
    text = f"35={type_}|34={number}|49=TW|52={now}|56=ISLD|{body}".replace("|", "\x01").replace("<T>", now)
    text = f"8=FIX.4.4\x019={len(text)}\x01{text}"
    return f"{text}10={sum(text.encode()) % 256:03}\x01".encode()
def connect():
    plain = socket.create_connection(("127.0.0.1", port), 5, ("127.0.0.2", 0))
    plain.settimeout(5)
    if kind == "https":
        context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
        return context.wrap_socket(plain)
    return plain
def ask():
    with connect() as door:
        if kind == "fix":
            door.sendall(fix(1, "A", "98=0|108=30|"))
            good = b"35=A" in door.recv(4096)
            door.sendall(fix(2, "5", "")); door.recv(4096)
            return good
        door.sendall(b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return door.recv(64).startswith(b"HTTP/1.1 200")
times, failed, until = [], 0, time.monotonic() + seconds
while time.monotonic() < until:
    began = time.monotonic()
    try:
        failed += not ask()
    except OSError:
        failed += 1
    times.append((time.monotonic() - began) * 1000); time.sleep(0.1)
times.sort()
print(f"{len(times)} {failed} {times[len(times) // 2]:.1f} {times[int(len(times) * .99)]:.1f} {times[-1]:.1f}")
sys.exit(1 if failed else 0)
P
}

bad=0
round() { # name kind port command...
  local name=$1 kind=$2 where=$3 pid line
  shift 3
  "$@" >"$folder/$name.log" 2>&1 &
  pid=$!
  sleep 2
  line=$(honest "$kind" "$where") || bad=1
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  printf '%-16s asked %5s  failed %3s  ms p50 %8s  p99 %8s  worst %8s\n' "$name" $line
}

url=http://127.0.0.1:$port/v1
slow=(slowhttptest -c "$connections" -r 200 -l $((seconds + 4)) -p 3)
handshakes() { for _ in $(seq "$handshakes"); do openssl s_time -connect "127.0.0.1:$((port + 2))" -new -time $((seconds + 4)) & done; wait; }
silent() {
  python3 - "$1" "$connections" "$((seconds + 4))" <<'P'
import socket, sys, time
port, count, until = int(sys.argv[1]), int(sys.argv[2]), time.monotonic() + float(sys.argv[3])
held = []
while time.monotonic() < until:
    while len(held) < count:
        try:
            held.append(socket.create_connection(("127.0.0.1", port), 1))
        except OSError:
            break
    time.sleep(0.05)
    held = held[len(held) // 10:]
P
}
# A greeting that was made once, over and over: it costs the venue a signature and the sender nothing.
greetings() {
  python3 - "$1" "$((seconds + 4))" <<'P'
import socket, ssl, sys, time
port, until = int(sys.argv[1]), time.monotonic() + float(sys.argv[2])
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
said = ssl.MemoryBIO()
try:
    context.wrap_bio(ssl.MemoryBIO(), said).do_handshake()
except ssl.SSLWantReadError:
    pass
hello, held = said.read(), []
while time.monotonic() < until:
    try:
        door = socket.create_connection(("127.0.0.1", port), 1)
        door.sendall(hello)
        held.append(door)
    except OSError:
        time.sleep(0.01)
    if len(held) > 100:
        held.pop(0).close()
P
}
round quiet http "$port" sleep 1
round slow-heads http "$port" "${slow[@]}" -H -i 3 -u "$url/status"
round slow-bodies http "$port" "${slow[@]}" -B -i 3 -s 60000 -u "$url/orders"
round slow-reads http "$port" "${slow[@]}" -X -w 1 -y 8 -n 3 -z 8 -k 3 -u "$url/openapi.json"
round tls-handshakes https $((port + 2)) handshakes
round tls-greetings https $((port + 2)) greetings $((port + 2))
round tls-silence https $((port + 2)) silent $((port + 2))
round fix-silence fix $((port + 1)) silent $((port + 1))
exit $bad
