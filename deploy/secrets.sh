#!/usr/bin/env bash
# Writes deploy/.env with fresh secrets, once: an .env that is there is left alone. Hexadecimal, because the passwords
# also stand in URIs and connection strings.
set -euo pipefail
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo "deploy/.env is there already and stays as it is." >&2
  exit 0
fi
umask 077
secret() { openssl rand -hex 24; }
{
  for name in POSTGRES POSTGRES_BUDGETS POSTGRES_PERFORMANCE POSTGRES_PUBLICATION \
    RABBITMQ_BUDGETS RABBITMQ_PERFORMANCE RABBITMQ_PUBLICATION; do
    echo "${name}_PASSWORD=$(secret)"
  done
  echo "# Platforms that receive events, and their passwords (rabbitmq/definitions.sh says how): RABBITMQ_PLATFORMS=\"tax:shili school:shili.201\""
  echo "RABBITMQ_PLATFORMS="
  echo "# What published versions are signed with; keep a copy in a safe place."
  echo "PUBLICATION_SIGNING_KEY=$(openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 | openssl pkcs8 -topk8 -nocrypt -outform DER | base64 -w 0)"
  echo "# One of the two: a key shared with whoever signs the tokens, or the address of an OpenID Connect issuer."
  echo "IDENTITY_SIGNING_KEY=$(secret)$(secret)"
  echo "IDENTITY_AUTHORITY="
} >.env
echo "Wrote deploy/.env." >&2
