#!/bin/bash
# Run once, by the first start of PostgreSQL on an empty volume: the users and databases of Temporal and of Ratchet.
set -euo pipefail

# user PASSWORD DATABASE...
user() {
  local user=$1 password=$2
  shift 2
  printf "create role %s login password :'password';\n" "$user" |
    psql --set ON_ERROR_STOP=1 --set password="$password" --username "$POSTGRES_USER" --dbname postgres
  for database in "$@"; do
    createdb --username "$POSTGRES_USER" --owner "$user" --encoding UTF8 --template template0 "$database"
  done
}

: "${POSTGRES_USER:=postgres}"
user temporal "$TEMPORAL_PASSWORD" temporal temporal_visibility
user ratchet "$RATCHET_PASSWORD" ratchet
