#!/usr/bin/env bash
# Builds the images, brings compose.yaml's stack up with secrets of its own, takes the invented district through it over gRPC,
# looks at the result as a citizen and as a platform, and takes everything down. For Debian, as root, with the .NET SDK.
#
# Needs no registry: where the official images cannot be had, Debian's own packages stand in for them (deploy/test).
# Starts an engine only if none runs, and then stops it. Installs what is missing. Ends by itself within 15 minutes; what was
# downloaded and built stays in ~/.cache/budget-deploy-test, so a second run (also after one that ran out of time) is shorter.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly limit=780 cache=${XDG_CACHE_HOME:-$HOME/.cache}/budget-deploy-test
export DOCKER_BUILDKIT=0 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 BUDGET_IMAGES=budget-test/budget
engine='' work='' project="budget-test-$$" failed=''

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
fail() { say "FAILED: $*"; failed=yes; exit 1; }
within() { # COMMAND…, for as long as is left of the limit
  local left=$((limit - SECONDS))
  [ "$left" -gt 0 ] || fail "out of time before: $*"
  timeout --foreground -k 10 "$left" "$@"
}
quiet() { # COMMAND…; its output is shown only if it fails
  within "$@" >"$work/log" 2>&1 || { tail -40 "$work/log"; fail "$*"; }
}
compose() { docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" "$@"; }

finish() {
  local code=$?
  trap - EXIT
  set +e
  if [ -s "$work/env" ]; then
    if [ "$code" -ne 0 ]; then
      timeout 20 docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" ps
      timeout 20 docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" logs --no-color --tail 25 | cut -c1-300
    fi
    say "taking the stack down"
    timeout 90 docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" down --volumes --timeout 15 >"$work/log" 2>&1 || cat "$work/log"
  fi
  if [ -n "$engine" ]; then
    kill "$engine" 2>/dev/null
    for _ in $(seq 30); do kill -0 "$engine" 2>/dev/null || break; sleep 1; done
    if kill -0 "$engine" 2>/dev/null; then say "the engine (process $engine) has not ended"; else say "the engine is stopped"; ip link delete docker0 2>/dev/null; fi
  fi
  [ -n "$work" ] && rm -rf "$work"
  [ "$code" -eq 0 ] && say PASS || say FAIL
  exit "$code"
}

[ "$(id -u)" = 0 ] || { echo "deploy/test.sh starts a container engine: run it as root."; exit 1; }
command -v dotnet >/dev/null || { echo "deploy/test.sh needs the .NET 10 SDK."; exit 1; }
mkdir -p "$cache"
exec 9>"$cache/lock"
flock -n 9 || { echo "deploy/test.sh is already running here."; exit 1; }
work=$(mktemp -d)
trap finish EXIT
trap 'exit 130' INT TERM

## What is missing
missing=()
for needed in dockerd:docker.io debootstrap:debootstrap docker-compose:docker-compose openssl:openssl curl:curl npm:npm; do
  command -v "${needed%%:*}" >/dev/null || missing+=("${needed##*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  # Debian would start a daemon of its own; this script starts one when it needs it.
  policy=/usr/sbin/policy-rc.d own=
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; own=yes; }
  export DEBIAN_FRONTEND=noninteractive
  quiet apt-get -o DPkg::Lock::Timeout=120 update -qq
  quiet apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "${missing[@]}"
  [ -z "$own" ] || rm -f "$policy"
fi
[ -d tests/Foreign/node_modules/amqplib ] || { say "a client that is not .NET"; quiet env -C tests/Foreign npm ci --no-audit --no-fund --loglevel=error; }

## An engine
if ! timeout 10 docker info >/dev/null 2>&1; then
  pgrep -x dockerd >/dev/null && fail "a dockerd runs but does not answer here; set DOCKER_HOST to its socket"
  say "starting dockerd"
  export DOCKER_HOST=unix://$work/docker.sock
  setsid dockerd --host "$DOCKER_HOST" --ip 127.0.0.1 --data-root "$cache/docker" --exec-root "$work/exec" --pidfile "$work/docker.pid" \
    >"$cache/dockerd.log" 2>&1 9>&- </dev/null &
  engine=$!
  for _ in $(seq 60); do timeout 5 docker info >/dev/null 2>&1 && break; sleep 1; done
  timeout 5 docker info >/dev/null 2>&1 || { tail -5 "$cache/dockerd.log"; fail "dockerd did not come up"; }
fi
say "engine $(docker version --format '{{.Server.Version}}'), $(docker-compose version --short) compose"

## Bases
if [ ! -s "$cache/debian.tar" ]; then
  say "debootstrap"
  quiet debootstrap --variant=minbase --include=ca-certificates bookworm "$work/debian"
  tar --one-file-system -C "$work/debian" --exclude='./var/cache/apt/archives/*.deb' -cf "$cache/debian.tar.new" . && mv "$cache/debian.tar.new" "$cache/debian.tar"
fi
docker image inspect budget-test/debian >/dev/null 2>&1 || quiet docker import "$cache/debian.tar" budget-test/debian
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
mkdir -p "$work/runtime/dotnet"
cp deploy/test/runtime/Dockerfile "$work/runtime/"
(cd "$sdk" && cp -a --parents dotnet host shared/Microsoft.NETCore.App/10.* shared/Microsoft.AspNetCore.App/10.* "$work/runtime/dotnet/")
say "base images: runtime, postgres, rabbitmq"
quiet docker build -t budget-test/aspnet "$work/runtime"
rm -rf "$work/runtime"
for server in postgres rabbitmq; do quiet docker build -t "budget-test/$server" "deploy/test/$server"; done

## Our images
say "publishing and building the three services"
quiet dotnet publish services/Standalone -c Release -o deploy/.publish/Standalone -v quiet -clp:ErrorsOnly
RUNTIME=budget-test/aspnet quiet deploy/build.sh
docker images --format '          {{.Repository}}  {{.Size}}' 'budget-test/*/*'

## The stack
free_port() { local port; for port in $(seq "$1" 10 "$(($1 + 900))"); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }; done; }
secret() { openssl rand -hex 24; }
(
  umask 077
  for name in POSTGRES POSTGRES_BUDGETS POSTGRES_PERFORMANCE POSTGRES_PUBLICATION RABBITMQ_BUDGETS RABBITMQ_PERFORMANCE RABBITMQ_PUBLICATION RABBITMQ_PLATFORM_BUREAU; do
    echo "${name}_PASSWORD=$(secret)"
  done
  cat <<ENV
IDENTITY_SIGNING_KEY=$(secret)
RABBITMQ_PLATFORMS=bureau:shili
PUBLICATION_SIGNING_KEY=$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 -w 0)
BUDGET_IMAGES=$BUDGET_IMAGES
POSTGRES_IMAGE=budget-test/postgres
RABBITMQ_IMAGE=budget-test/rabbitmq
RABBITMQ_DEFINITIONS=$work/definitions.json
SITE_PORT=$(free_port 25100)
BUDGETS_PORT=$(free_port 25101)
PERFORMANCE_PORT=$(free_port 25102)
PUBLICATION_PORT=$(free_port 25103)
RABBITMQ_PORT=$(free_port 25104)
ENV
) >"$work/env"
set -a
. "$work/env"
set +a
deploy/rabbitmq/definitions.sh >"$work/definitions.json"
chmod 755 "$work" && chmod 644 "$work/definitions.json"
say "bringing the stack up"
quiet docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" up -d

health() { docker inspect -f '{{.State.Health.Status}}' "$(compose ps -q "$1")" 2>/dev/null || echo none; }
waiting=(postgres rabbitmq budgets performance publication)
while [ ${#waiting[@]} -gt 0 ]; do
  left=()
  for service in "${waiting[@]}"; do
    if [ "$(health "$service")" = healthy ]; then say "$service is healthy"; else left+=("$service"); fi
  done
  waiting=("${left[@]}")
  [ ${#waiting[@]} -eq 0 ] || { [ "$SECONDS" -lt "$limit" ] || fail "not healthy: ${waiting[*]}"; sleep 2; }
done

## The platform binds before anything happens, and then the main job
# (The services are healthy without the broker, so the exchange may come a moment after them.)
for _ in $(seq 20); do
  node tests/Foreign/amqp-consumer.mjs "amqp://platform-bureau:$RABBITMQ_PLATFORM_BUREAU_PASSWORD@127.0.0.1:$RABBITMQ_PORT/budget" budget.disclosure-published 'shili.#' 3 >"$work/events" 2>&1 &
  platform=$!
  while kill -0 "$platform" 2>/dev/null && ! grep -q ready "$work/events"; do [ "$SECONDS" -lt "$limit" ] || fail "the platform's user got no queue"; sleep 0.5; done
  grep -q ready "$work/events" && break
  grep -q 'no exchange' "$work/events" || break
  sleep 2
done
grep -q ready "$work/events" || { cat "$work/events"; fail "the platform's user could not bind a queue"; }
say "the platform has bound a queue of its own"

say "the main job, over gRPC"
BUDGET_SIGNING_KEY=$IDENTITY_SIGNING_KEY within dotnet deploy/.publish/Standalone/Budget.Standalone.dll demo \
  --at "budgets=http://127.0.0.1:$BUDGETS_PORT,performance=http://127.0.0.1:$PERFORMANCE_PORT,publication=http://127.0.0.1:$PUBLICATION_PORT,site=http://127.0.0.1:$SITE_PORT" \
  >"$work/demo" 2>&1 || { cat "$work/demo"; fail "the demo did not go through"; }
grep -E '^■|DisclosurePublished|公开 ' "$work/demo" | sed 's/^/          /'
grep -q '公开 3 份' "$work/demo" || fail "the demo published something else than three disclosures"

## As a citizen, as a platform, as an operator
citizen() { # PATH TEXT
  curl -fsS --max-time 20 "http://127.0.0.1:$SITE_PORT/$1" >"$work/page" || fail "no page at /$1"
  grep -q -- "$2" "$work/page" || fail "/$1 does not say $2"
  say "/$1 says $2"
}
citizen "" 示例区教育局
citizen shili/2025/201/v1/index.html '12,949,397.19'
citizen shili/2025/201/v1/data/table-5.csv '2050101,行政运行,3,false,12949397.19'

for _ in $(seq 30); do kill -0 "$platform" 2>/dev/null || break; sleep 1; done
kill "$platform" 2>/dev/null && { cat "$work/events"; fail "the platform did not get its three events"; }
[ "$(grep -c '"type":"budget.disclosure-published"' "$work/events")" = 3 ] || { cat "$work/events"; fail "the platform got something else"; }
say "the platform got: $(grep -o '"routingKey":"[^"]*"' "$work/events" | cut -d'"' -f4 | tr '\n' ' ')"
within node deploy/test/refused.mjs "amqp://platform-bureau:$RABBITMQ_PLATFORM_BUREAU_PASSWORD@127.0.0.1:$RABBITMQ_PORT/budget" || fail "the platform's user may do what it must not"

ask() { compose exec -T -e PGPASSWORD="$POSTGRES_BUDGETS_PASSWORD" postgres psql -h 127.0.0.1 -U budgets -d "$1" -Atc "$2"; }
revisions=$(ask budgets 'SELECT count(*) FROM budgets."BudgetRevisions"') || fail "the budgets user cannot read its own database"
for other in publication performance postgres; do
  ask "$other" 'SELECT 1' >"$work/log" 2>&1 && fail "the budgets user may connect to the database $other"
  grep -q 'permission denied for database' "$work/log" || { cat "$work/log"; fail "the budgets user was refused at $other for another reason"; }
done
say "the budgets user sees its $revisions revisions and no other database"

for service in budgets performance publication; do
  [ "$(compose exec -T "$service" id -u | tr -d '\r')" = 1654 ] || fail "$service does not run as user 1654"
  compose exec -T "$service" sh -c 'touch /app/x /x' >"$work/log" 2>&1 && fail "$service can write to its file system"
  grep -q 'Read-only file system' "$work/log" || { cat "$work/log"; fail "$service could not write for another reason"; }
done
say "the services run as user 1654 and cannot write to their file systems"
docker ps --filter "label=com.docker.compose.project=$project" --format '{{.Ports}}' | tr ',' '\n' | grep -e '->' >"$work/ports"
grep -v '^ *127\.0\.0\.1:' "$work/ports" && fail "a port is published beyond this machine"
say "$(grep -c . "$work/ports") ports are published, all on 127.0.0.1"

## What was approved survives the loss of the site's folder and a restart
compose exec -T publication sh -c 'rm -rf /data/site/shili /data/site/index.html'
quiet docker-compose -p "$project" -f deploy/compose.yaml --env-file "$work/env" restart publication
for _ in $(seq 60); do curl -fs --max-time 5 "http://127.0.0.1:$SITE_PORT/shili/2025/201/v1/index.html" -o /dev/null && break; sleep 1; done
citizen shili/2025/201/v1/index.html '12,949,397.19'
say "publication was restarted without its pages and wrote them again"
