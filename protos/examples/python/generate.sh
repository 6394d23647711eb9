#!/usr/bin/env bash
# Python code of the protos, into gen/. Debian: apt-get install protobuf-compiler protobuf-compiler-grpc libprotobuf-dev python3-grpcio python3-pika
# (python3-grpc-tools of Debian 12 is too old: it refuses "optional").
set -euo pipefail
cd "$(dirname "$0")"
protos=${PROTOS:-../..}
out=${1:-gen}
mkdir -p "$out"
protoc -I "$protos" --python_out="$out" --grpc_python_out="$out" --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" \
  $(cd "$protos" && find budget google/rpc -name '*.proto')
