# Sourced by ./run, ./test and ./tokenbourse: is the machine fit, is the build fresh?

# Says the one thing to install and stops with 2.
need() { echo "$(basename "$0"): $1" >&2; exit 2; }

# True when version $1 is at least $2 (digits and dots).
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 || need "install the .NET SDK 10.0.100 or newer (no dotnet on the PATH)"
  local best
  best=$(dotnet --list-sdks 2>/dev/null | awk '{print $1}' | sed 's/-.*//' | sort -V | tail -n 1)
  { [ -n "$best" ] && at_least "$best" 10.0.100; } || need "install the .NET SDK 10.0.100 or newer (found: ${best:-none})"
}

need_node() {
  command -v node >/dev/null 2>&1 || need "install Node.js 20.19 or newer (no node on the PATH)"
  local version
  version=$(node --version | sed 's/^v//')
  at_least "$version" 20.19.0 || need "install Node.js 20.19 or newer (found: $version)"
}

# Builds the program when a source is newer than the last build.
build_program() {
  local home=$1 program=$1/artifacts/bin/Node/release/tokenbourse.dll stamp=$1/artifacts/.built
  if [ -f "$program" ] && [ -f "$stamp" ] && [ -z "$(find "$home/src" "$home"/Directory.*.props "$home/global.json" \
      \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.csv' -o -name global.json \) -newer "$stamp" -print -quit)" ]; then
    return
  fi
  need_dotnet
  echo "building the program ..." >&2
  mkdir -p "$home/artifacts"
  touch "$stamp.new"
  (cd "$home" && dotnet build src/Node/Node.csproj -c Release -v q -nologo --disable-build-servers >"$home/artifacts/build.log" 2>&1) \
    || { grep -E 'error' "$home/artifacts/build.log" | sort -u | head -n 20 >&2; echo "the build failed; all of it: artifacts/build.log" >&2; exit 1; }
  mv "$stamp.new" "$stamp"
}

# Builds the terminal when a source is newer than its bundle.
build_terminal() {
  local web=$1/web/terminal
  [ -d "$web" ] || return 0
  if [ -f "$web/dist/index.html" ] && [ -z "$(find "$web/src" "$web/index.html" "$web/package-lock.json" -newer "$web/dist/index.html" -print -quit)" ]; then
    return
  fi
  need_node
  echo "building the terminal ..." >&2
  (cd "$web" && { [ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error; } && npm run build --silent) >&2 \
    || { echo "the terminal's build failed" >&2; exit 1; }
}

# Puts a PostgreSQL on a machine that has none, for the tests that start one of their own: no server of the system is
# started and no cluster is made. Without root it does nothing: those tests are then skipped and say why.
have_postgres() { command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; }

install_postgres() {
  local log=$1 policy=/usr/sbin/policy-rc.d settings=/etc/postgresql-common/createcluster.conf own_policy="" own_settings=""
  have_postgres && return 0
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; } || return 0
  echo "installing PostgreSQL for the tests ..."
  [ -e "$policy" ] || { own_policy=1; printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; }
  [ -e "$settings" ] || { own_settings=1; mkdir -p "${settings%/*}"; echo 'create_main_cluster = false' >"$settings"; }
  # The settings stay as the package finds them; the policy goes again.
  { apt-get update -qq; for package in postgresql-15 postgresql; do
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$package" && break
    done; } >"$log" 2>&1 </dev/null
  [ -z "$own_policy" ] || rm -f "$policy"
  have_postgres && return 0
  [ -z "$own_settings" ] || rm -f "$settings"
  echo "PostgreSQL could not be installed: $(grep -E '^E:' "$log" | head -n 1)" >&2
}

# Puts Debian's QuickFIX and tshark on a machine that has none, for the tests with software that is not ours. Without
# root it does nothing: those tests are then skipped and say why.
install_peers() {
  local log=$1 wanted=()
  [ -f /usr/include/quickfix/Session.h ] || wanted+=(libquickfix-dev)
  command -v tshark >/dev/null 2>&1 || wanted+=(tshark)
  command -v g++ >/dev/null 2>&1 || wanted+=(g++)
  [ ${#wanted[@]} -gt 0 ] || return 0
  { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; } || return 0
  echo "installing ${wanted[*]} for the tests ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } \
    >"$log" 2>&1 </dev/null || echo "${wanted[*]} could not be installed: $(grep -E '^E:' "$log" | head -n 1)" >&2
}
