#!/usr/bin/env bash
# Brings up what compose.yaml brings up before the workers, without Docker: its scripts and the environment of its services,
# with PostgreSQL's programs and the real Temporal server (built by `npm run test:cluster`) on ports of loopback.
# Each script runs twice: starting an installation again must change nothing.
#
#   test/deploy/try-server.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD
server=${RATCHET_TEMPORAL_SERVER:-${XDG_CACHE_HOME:-$HOME/.cache}/ratchet/temporal-server/1.32.0}
postgres=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
temporal=$(./temporal-dev.sh cli)
folder=$(mktemp -d)
chmod 711 "$folder"
port=$((20000 + RANDOM % 10000))
server_pid=''

finish() {
  [ -z "$server_pid" ] || { kill "$server_pid" && wait "$server_pid"; } || true
  as_postgres "$postgres/pg_ctl" -D "$folder/postgres/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap finish EXIT

# The environment of a service, from compose.yaml itself, for ports of this machine.
service() {
  node --input-type=module -e '
    import { readFileSync } from "node:fs";
    import { parse } from "yaml";
    const { services } = parse(readFileSync("deploy/compose.yaml", "utf8"), { merge: true });
    for (const [name, value] of Object.entries(services[process.argv[1]].environment))
      console.log(`${name}=${String(value).replace(/\$\{[A-Z_]+:-([^}]*)\}/g, "$1")}`);
  ' "$1" | sed -e "s/^DB_PORT=.*/DB_PORT=$port/" -e 's/^POSTGRES_SEEDS=.*/POSTGRES_SEEDS=127.0.0.1/' \
    -e "s/^TEMPORAL_ADDRESS=.*/TEMPORAL_ADDRESS=127.0.0.1:$((port + 1))/" -e 's/0\.0\.0\.0/127.0.0.1/' \
    -e "s/:9090/:$((port + 9))/" -e "s#=/etc/temporal/#=$root/deploy/temporal/#"
}

echo '1. PostgreSQL, and create-databases.sh'
mkdir -p "$folder/postgres" "$folder/bin"
if [ "$(id -u)" = 0 ]; then chown postgres "$folder/postgres"; fi
(cd "$folder/postgres" && as_postgres "$postgres/initdb" -D "$folder/postgres/data" -U postgres -A trust >/dev/null &&
  as_postgres "$postgres/pg_ctl" -D "$folder/postgres/data" -l "$folder/postgres/log" -w \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder/postgres" start >/dev/null)
PGHOST=$folder/postgres PGPORT=$port TEMPORAL_PASSWORD=one RATCHET_PASSWORD=two deploy/postgres/create-databases.sh

echo '2. make-tables.sh, twice'
ln -s "$server/sql" "$folder/bin/temporal-sql-tool"
ln -s "$temporal" "$folder/bin/temporal"
export PATH=$folder/bin:$PATH
for _ in 1 2; do
  env $(service temporal-tables) SQL_PASSWORD=one sh deploy/temporal/make-tables.sh >"$folder/tables.log" 2>&1 ||
    { tail -n 5 "$folder/tables.log"; exit 1; }
done

echo '3. the Temporal server'
ports=()
for name in FRONTEND_GRPC FRONTEND_MEMBERSHIP HISTORY_GRPC HISTORY_MEMBERSHIP MATCHING_GRPC MATCHING_MEMBERSHIP \
  WORKER_GRPC WORKER_MEMBERSHIP; do
  port_of=$((port + 1 + ${#ports[@]}))
  # The last two are behind the one for metrics.
  ports+=("${name}_PORT=$((port_of >= port + 9 ? port_of + 1 : port_of))")
done
env $(service temporal) POSTGRES_PWD=one "${ports[@]}" FRONTEND_HTTP_PORT=$((port + 12)) \
  "$server/server" start >"$folder/server.log" 2>&1 &
server_pid=$!
address=127.0.0.1:$((port + 1))
for _ in $(seq 120); do
  "$temporal" operator cluster health --address "$address" >/dev/null 2>&1 && break
  kill -0 "$server_pid" 2>/dev/null || { grep -v Fx "$folder/server.log" | tail -n 5; exit 1; }
  sleep 1
done

echo '4. prepare-namespace.sh, twice'
for _ in 1 2; do
  env $(service temporal-namespace) sh deploy/helm/ratchet/files/prepare-namespace.sh >"$folder/namespace.log" 2>&1 ||
    { tail -n 5 "$folder/namespace.log"; exit 1; }
done
"$temporal" operator namespace describe --namespace ratchet --address "$address" | grep -i retention

echo "5. what was given as arguments: $*"
if [ $# -gt 0 ]; then
  export TEMPORAL_ADDRESS=$address TEMPORAL_NAMESPACE=ratchet RATCHET_STORE=postgres PGHOST=127.0.0.1 PGPORT=$port \
    PGUSER=ratchet PGDATABASE=ratchet PGPASSWORD=two
  "$@"
fi
