#!/usr/bin/env bash
# Writes the broker's users and rights from the passwords in the environment, or in deploy/.env. Only salted hashes are written.
# usage: deploy/rabbitmq/definitions.sh > deploy/rabbitmq/definitions.json
#
# The names are those of services/Hosting/Events/BrokerTopology.cs. Rights of a user, in RabbitMQ's terms:
#   configure: declare or delete;  write: publish, bind a queue of one's own;  read: consume, bind to an exchange.
# A service declares what it sends to and its own queues; nobody but a service may write to an event's exchange.
#
# Each platform has a user of its own, from RABBITMQ_PLATFORMS: words NAME:DISTRICT (the bureau's: everything of the district) or
# NAME:DISTRICT.DEPARTMENT (a department's: what is public of all, and everything of its own). Its password is
# RABBITMQ_PLATFORM_<NAME>_PASSWORD (upper case, - as _). Its queues are called platform.NAME.… What it may bind is decided by the
# routing key (topic permissions), so reasons of returns and hashes of what is not published reach the department and the bureau alone.
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
# What everyone may know; the rest is between a department and the bureau.
public='disclosure-published disclosure-superseded disclosure-withheld'
own='budget-revised targets-revised disclosure-submitted disclosure-returned disclosure-approved deadline-approaching deadline-missed'

may_bind() { # USER EVENT PATTERN: the routing keys it may bind to that event's exchange, and may publish none
  printf '    { "user": "%s", "vhost": "budget", "exchange": "budget.%s", "write": "^$", "read": "%s" }' "$1" "$2" "${3//\\/\\\\}"
}

platforms() { # users | rights | topics, a comma before each
  local word name scope password event pattern
  for word in ${RABBITMQ_PLATFORMS:-}; do
    name=${word%%:*} scope=${word#*:}
    if ! [[ $word == *:* && $name =~ ^[a-z][a-z0-9-]*$ && $scope =~ ^[a-z0-9]+(\.[A-Za-z0-9-]+)?$ ]]; then
      echo "RABBITMQ_PLATFORMS: '$word' must be like tax:dongxihu or education:dongxihu.201." >&2
      return 1
    fi
    case $1 in
      users)
        password=RABBITMQ_PLATFORM_$(tr a-z- A-Z_ <<<"$name")_PASSWORD
        printf ',\n' && user "platform-$name" "${!password:?is not set, and RABBITMQ_PLATFORMS names it}"
        ;;
      rights)
        printf ',\n' && rights "platform-$name" "^(amq\.gen-.+|platform\.$name\..+)$" "^(amq\.gen-.+|platform\.$name\..+)$" "^(amq\.gen-.+|platform\.$name\..+|$budgets|$performance|$publication)$"
        ;;
      topics)
        # A key to bind may hold * and #: what it may match is what the pattern says of the key as it is written.
        for event in $public; do printf ',\n' && may_bind "platform-$name" "$event" "^${scope%%.*}\.([A-Za-z0-9-]+|\*|#)$"; done
        pattern="^${scope/./\\.}$"
        [[ $scope == *.* ]] || pattern="^$scope\.([A-Za-z0-9-]+|\*|#)$"
        for event in $own; do printf ',\n' && may_bind "platform-$name" "$event" "$pattern"; done
        ;;
    esac
  done
}

# Expanded here, so that a platform that is wrong ends the script and leaves no half file.
more_users=$(platforms users)
more_rights=$(platforms rights)
topics=$(platforms topics)

cat <<JSON
{
  "vhosts": [{ "name": "budget" }],
  "users": [
$(user budgets "${RABBITMQ_BUDGETS_PASSWORD:?}"),
$(user performance "${RABBITMQ_PERFORMANCE_PASSWORD:?}"),
$(user publication "${RABBITMQ_PUBLICATION_PASSWORD:?}")$more_users
  ],
  "permissions": [
$(of_service budgets "$budgets"),
$(of_service performance "$performance"),
$(of_service publication "$publication")$more_rights
  ],
  "topic_permissions": [
${topics#,}
  ],
  "policies": [
    { "vhost": "budget", "name": "a platform that stays away does not fill the disk", "pattern": "^platform\\\\.", "apply-to": "queues", "definition": { "max-length-bytes": 1073741824 } },
    { "vhost": "budget", "name": "looking at a dead letter does not use it up", "pattern": "\\\\.dead-letter$", "apply-to": "queues", "definition": { "delivery-limit": 1000000 } }
  ]
}
JSON
