#!/usr/bin/env bash
# Installs what is missing, builds, runs every test project and sums up.
# "tests/run.sh install" only installs. The last line is "N passed, N failed[, N skipped]"; the exit code is 0 only if nothing failed.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0

say() { printf '\n== %s\n' "$*"; }

give_up() {
  printf '%s\n0 passed, 1 failed\n' "$1"
  exit 1
}

install_missing() {
  local missing=() package
  for package in rabbitmq-server postgresql chromium fonts-noto-cjk libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils \
    python3-grpcio python3-pika protobuf-compiler protobuf-compiler-grpc libprotobuf-dev; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  command -v node >/dev/null && command -v npm >/dev/null || missing+=(nodejs npm)
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed: ${missing[*]}; what needs them is skipped (as root on Debian they are installed here)."
    return
  fi
  say "Installing ${missing[*]}"
  # The tests start private servers; Debian's own need not run.
  local policy=/usr/sbin/policy-rc.d own=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && own=yes
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null && apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null ||
    echo "Not everything could be installed; what needs it is skipped."
  [ -n "$own" ] && rm -f "$policy"
}

install_missing

if [ -f tests/Foreign/package.json ] && command -v npm >/dev/null; then
  say "Clients that are not .NET"
  (cd tests/Foreign && npm ci --no-audit --no-fund --loglevel=error </dev/null) || give_up "npm ci failed in tests/Foreign."
fi

if command -v npm >/dev/null; then
  say "Typst and its fonts, for PDF"
  services/Typesetting/Pdf/install.sh || give_up "services/Typesetting/Pdf/install.sh failed."
fi

# .ci/run needs the tools before the tests.
[ "${1:-}" = install ] && exit 0

say "Restore (locked) and build"
dotnet restore Budget.sln --locked-mode -v quiet </dev/null || give_up "The restore failed; are all packages.lock.json up to date?"
dotnet build Budget.sln --no-restore -v quiet -clp:ErrorsOnly </dev/null || give_up "The build failed."

total=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  program="tests/$name/bin/Debug/net10.0/Budget.$name"
  log=$(mktemp)
  say "$name"
  timeout -k 30 900 "$program" -noColor -noLogo </dev/null 2>&1 | tee "$log" | grep -Ev '^  (Discovering|Discovered|Starting|Finished):'
  ended=${PIPESTATUS[0]}
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -1)
  rm -f "$log"
  if [[ $summary =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+) ]]; then
    total=$((total + BASH_REMATCH[1])) skipped=$((skipped + BASH_REMATCH[4]))
    bad=$((BASH_REMATCH[2] + BASH_REMATCH[3]))
    failed=$((failed + bad)) total=$((total + BASH_REMATCH[2]))
    # A run that ends badly without naming a test (a crash while ending) is a failure too; no tests at all is not.
    if [ "$ended" -ne 0 ] && [ "$bad" -eq 0 ] && [ "${BASH_REMATCH[1]}" -gt 0 ]; then
      echo "$name ended with $ended"
      failed=$((failed + 1)) total=$((total + 1))
    fi
  else
    echo "$name ended with $ended and without a summary"
    failed=$((failed + 1)) total=$((total + 1))
  fi
done

# The compiler server outlives a build by minutes; on a machine of its own nothing should stay behind.
[ "${CI:-}" = true ] && dotnet build-server shutdown </dev/null >/dev/null 2>&1

if [ "$skipped" -gt 0 ]; then
  printf '\n%d passed, %d failed, %d skipped\n' "$((total - failed - skipped))" "$failed" "$skipped"
else
  printf '\n%d passed, %d failed\n' "$((total - failed))" "$failed"
fi
[ "$failed" -eq 0 ]
