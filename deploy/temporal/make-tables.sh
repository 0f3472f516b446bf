#!/bin/sh
# Brings the tables of Temporal to the version of these tools; does nothing where they are.
# Settings as the server has them; the password in SQL_PASSWORD.
set -eu

# tables DATABASE SCHEMA
tables() {
  tool="temporal-sql-tool --plugin $DB --endpoint $POSTGRES_SEEDS --port $DB_PORT --user $POSTGRES_USER --database $1"
  # The first one makes the table of versions, and leaves it alone where it is.
  $tool setup-schema --version 0.0
  $tool update-schema --schema-name "postgresql/v12/$2"
}

tables "$DBNAME" temporal
tables "$VISIBILITY_DBNAME" visibility
