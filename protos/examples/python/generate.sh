#!/usr/bin/env bash
# Python code of the protos, into gen/. Debian: apt-get install protobuf-compiler protobuf-compiler-grpc libprotobuf-dev python3-grpcio python3-pika
# (python3-grpc-tools of Debian 12 is too old: it refuses "optional").
set -euo pipefail
cd "$(dirname "$0")"
protos=${PROTOS:-../..}
out=${1:-gen}
mkdir -p "$out"
# The details of a refusal (google.rpc), as far as they are read here: Debian 12 has no package with them.
cat >"$out/details.proto" <<'PROTO'
syntax = "proto3";
import "google/protobuf/any.proto";
message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }
message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
message BadRequest { message FieldViolation { string field = 1; string description = 2; } repeated FieldViolation field_violations = 1; }
PROTO
protoc -I "$protos" -I "$out" --python_out="$out" --grpc_python_out="$out" --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" \
  details.proto $(cd "$protos" && find budget -name '*.proto')
