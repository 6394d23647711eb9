#!/usr/bin/env bash
# Publishes the three services and builds their images: budget/budgets, budget/performance, budget/publication.
# usage: deploy/build.sh [TAG]      RUNTIME=… takes another base image, BUDGET_IMAGES=… another name before the slash,
#   RID=… another platform than linux-x64; RID= publishes for any, which starts more slowly.
set -euo pipefail
cd "$(dirname "$0")/.."
tag=${1:-latest} rid=${RID-linux-x64}
for service in Budgets Performance Publication; do
  out=deploy/.publish/$service
  rm -rf "$out"
  dotnet publish "services/$service" -c Release ${rid:+-r "$rid" --self-contained false} -o "$out" -v quiet -clp:ErrorsOnly --nologo
  # What PDF needs, where npm is at hand; an image without it publishes the other formats and says so at its start.
  if [ "$service" = Publication ] && command -v npm >/dev/null; then services/Typesetting/Pdf/install.sh "$out/pdf"; fi
  docker build -q -f deploy/Dockerfile --build-arg SERVICE="$service" ${RUNTIME:+--build-arg RUNTIME="$RUNTIME"} \
    -t "${BUDGET_IMAGES:-budget}/${service,,}:$tag" "$out"
done
