#!/usr/bin/env bash
# Run once by the PostgreSQL image, when its volume is new: a database and a user per service, and nobody in another's.
# Order 'C' is the order of bytes, as on SQLite: lists read the same on both.
set -euo pipefail
for service in budgets performance publication; do
  password=POSTGRES_${service^^}_PASSWORD
  : "${!password:?is not set}"
  # psql reads the password from its environment: an argument would stand in the process list.
  PASSWORD=${!password} psql -v ON_ERROR_STOP=1 -v service="$service" --username postgres --dbname postgres --no-psqlrc -q <<'SQL'
\getenv password PASSWORD
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
psql -v ON_ERROR_STOP=1 --username postgres --dbname postgres --no-psqlrc -q -c 'REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC'
