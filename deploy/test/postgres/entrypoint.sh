#!/usr/bin/env bash
# A new volume gets a cluster, a password for postgres and /docker-entrypoint-initdb.d, before the server listens on the network.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  install -d -o postgres -g postgres -m 700 "$PGDATA"
  install -d -o postgres -g postgres /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?must be set}"
  initdb --username=postgres --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 >/dev/null
  echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
  pg_ctl -w -o "-c listen_addresses=''" start >/dev/null
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) echo "running $file" && if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) echo "running $file" && psql -v ON_ERROR_STOP=1 --username postgres --no-psqlrc -q -f "$file" ;;
    esac
  done
  pg_ctl -w -m fast stop >/dev/null
fi
exec postgres -c listen_addresses='*'
