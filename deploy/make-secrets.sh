#!/usr/bin/env bash
# Makes the passwords of an installation, once: files that compose.yaml hands to its containers. Keep them, and keep
# them out of version control; the database is made with them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
umask 077
if [ -e secrets ]; then
  echo "deploy/secrets is there already: remove it, with the volume of the database, to begin anew" >&2
  exit 1
fi
mkdir secrets
temporal=$(openssl rand -hex 24)
ratchet=$(openssl rand -hex 24)
cat >secrets/postgres.env <<END
POSTGRES_PASSWORD=$(openssl rand -hex 24)
TEMPORAL_PASSWORD=$temporal
RATCHET_PASSWORD=$ratchet
END
# The server reads the one, its tool for tables the other.
cat >secrets/temporal.env <<END
POSTGRES_PWD=$temporal
SQL_PASSWORD=$temporal
END
cat >secrets/worker.env <<END
PGPASSWORD=$ratchet
# Keys that the models file names by apiKeyEnv, one a line:
# OPENAI_API_KEY=
END
echo "made deploy/secrets: postgres.env temporal.env worker.env (keys of models go into the last one)"
