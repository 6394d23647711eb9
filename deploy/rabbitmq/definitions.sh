#!/usr/bin/env bash
# Writes the broker's users and rights from the passwords in the environment, or in deploy/.env. Only salted hashes are written.
# usage: deploy/rabbitmq/definitions.sh > deploy/rabbitmq/definitions.json
#
# The names are those of services/Hosting/Events/BrokerTopology.cs. Rights of a user, in RabbitMQ's terms:
#   configure: declare or delete;  write: publish, bind a queue of one's own;  read: consume, bind to an exchange.
# A service declares what it sends to and its own queues; nobody but a service may write to an event's exchange.
set -euo pipefail
env=$(dirname "$0")/../.env
if [ -z "${RABBITMQ_BUDGETS_PASSWORD:-}" ] && [ -r "$env" ]; then
  set -a
  # shellcheck disable=SC1090
  . "$env"
  set +a
fi

hash() { # RabbitMQ's rabbit_password_hashing_sha256: base64(salt + sha256(salt + password))
  local salt
  salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
  { printf '%b' "$salt"; { printf '%b' "$salt"; printf '%s' "$1"; } | openssl dgst -sha256 -binary; } | base64 -w0
}

user() { # NAME PASSWORD
  printf '    { "name": "%s", "password_hash": "%s", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": [] }' "$1" "$(hash "$2")"
}

rights() { # USER CONFIGURE WRITE READ; a backslash is doubled for JSON
  printf '    { "user": "%s", "vhost": "budget", "configure": "%s", "write": "%s", "read": "%s" }' "$1" "${2//\\/\\\\}" "${3//\\/\\\\}" "${4//\\/\\\\}"
}

of_service() { # USER EVENTS: its queues, its events, and the queue of unclaimed events that all services share
  local own="^(budget\.$1\..+|budget\.unclaimed|$2)$"
  # Reading unclaimed is binding its queue; a service never consumes it.
  rights "$1" "$own" "$own" "$own"
}

budgets='budget\.budget-revised'
performance='budget\.targets-revised'
publication='budget\.(disclosure-(submitted|returned|approved|published|superseded|withheld)|deadline-(approaching|missed))'
platform='(amq\.gen-.+|platform\..+)'

cat <<JSON
{
  "vhosts": [{ "name": "budget" }],
  "users": [
$(user budgets "${RABBITMQ_BUDGETS_PASSWORD:?}"),
$(user performance "${RABBITMQ_PERFORMANCE_PASSWORD:?}"),
$(user publication "${RABBITMQ_PUBLICATION_PASSWORD:?}"),
$(user platform "${RABBITMQ_PLATFORM_PASSWORD:?}")
  ],
  "permissions": [
$(of_service budgets "$budgets"),
$(of_service performance "$performance"),
$(of_service publication "$publication"),
$(rights platform "^$platform\$" "^$platform\$" "^($platform|$budgets|$performance|$publication)\$")
  ],
  "policies": [
    { "vhost": "budget", "name": "a platform that stays away does not fill the disk", "pattern": "^platform\\\\.", "apply-to": "queues", "definition": { "max-length-bytes": 1073741824 } }
  ]
}
JSON
