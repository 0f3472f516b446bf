# The Temporal dev server of a data folder. Sets SERVER_PID, SERVER_ADDRESS and SERVER_UI.

OWN_SERVER_PID='' # the server that this call has started, and that ends with it

run_server() {
  local code=0
  ensure_server
  print_server
  if [ -z "$OWN_SERVER_PID" ]; then
    say 'It was already up; ./temporal-dev.sh stop ends it.'
    return
  fi
  say 'Ctrl-C stops it.'
  wait "$OWN_SERVER_PID" 2>/dev/null || code=$?
  OWN_SERVER_PID=''
  [ "$code" -eq 0 ] || server_ended "$code"
  say 'The server was stopped.'
}

server_ended() {
  rm -f "$SERVER_STATE"
  last_lines "$SERVER_LOG"
  fail 1 "The Temporal server ended with code $1; its log is $SERVER_LOG" "Start it again: its database is kept."
}

print_server() {
  printf 'Temporal server  %s (process %s)\n' "$SERVER_ADDRESS" "$SERVER_PID"
  printf 'Web UI           %s\n' "$SERVER_UI"
  printf 'Database         %s\n' "$DATABASE"
}

# Leaves with a server up that answers and is set up, started by this call or found running.
ensure_server() {
  mkdir -p "$RATCHET_DATA/temporal" 2>/dev/null ||
    fail 1 "Cannot make the folder $RATCHET_DATA/temporal" "Name another data folder: RATCHET_DATA=/path/to/folder"
  find_cli_or_get_it
  take_lock
  if find_server; then
    check_ports_of_found_server
    wait_until_server_answers || fail 1 "The server of this data folder (process $SERVER_PID) does not answer at $SERVER_ADDRESS" "Stop it (./temporal-dev.sh stop) and start again."
  else
    start_server
  fi
  prepare_namespace
  write_server_profile
  leave_lock
}

# Is the server of the state file alive, and is it the one on our database?
find_server() {
  [ -f "$SERVER_STATE" ] || return 1
  SERVER_PID=$(field_of "$SERVER_STATE" pid)
  SERVER_ADDRESS=$(field_of "$SERVER_STATE" address)
  SERVER_UI=$(field_of "$SERVER_STATE" ui)
  is_running "$SERVER_PID" "start-dev --db-filename $DATABASE "
}

# A script that ends in any way but kill -9 takes its server with it.
server_is_left_over() {
  ! is_running "$(field_of "$SERVER_STATE" script)" temporal-dev
}

# A field of a flat JSON file whose values hold no quotes.
field_of() {
  sed -n 's/.*"'"$2"'": *"\{0,1\}\([^",}]*\).*/\1/p' "$1" 2>/dev/null | head -n 1 || true
}

check_ports_of_found_server() {
  local mend='Stop it first: ./temporal-dev.sh stop'
  case $ASKED_PORT in '' | 0 | "${SERVER_ADDRESS##*:}") ;; *)
    fail 1 "The server of this data folder is already up at $SERVER_ADDRESS, not on port $ASKED_PORT" "$mend" ;;
  esac
  case $ASKED_UI_PORT in '' | 0 | "${SERVER_UI##*:}") ;; *)
    fail 1 "The server of this data folder is already up with its Web UI at $SERVER_UI, not on port $ASKED_UI_PORT" "$mend" ;;
  esac
}

# Tries again on other ports where another process took one between the look and the start.
start_server() {
  local attempt
  for attempt in 1 2 3; do
    choose_ports
    SERVER_ADDRESS=127.0.0.1:$PORT
    SERVER_UI=http://127.0.0.1:$UI_PORT
    launch_server
    if wait_until_server_answers; then return; fi
    stop_own_server
    grep -qi 'address already in use\|bind:' "$SERVER_LOG" || break
    say "A port was taken while the server started (attempt $attempt)"
  done
  last_lines "$SERVER_LOG"
  fail 1 "The Temporal server does not start; its log is $SERVER_LOG" \
    "If the database is damaged or of a newer version, begin with another data folder: RATCHET_DATA=/path/to/folder"
}

launch_server() {
  say "Starting the Temporal server (database $DATABASE)"
  [ ! -f "$SERVER_LOG" ] || mv -f "$SERVER_LOG" "$SERVER_LOG.before"
  start_apart "$CLI" server start-dev --db-filename "$DATABASE" --ip 127.0.0.1 --port "$PORT" --ui-port "$UI_PORT" \
    --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal --ui-disable-news-fetch --log-level error \
    --disable-config-file --disable-config-env >"$SERVER_LOG" 2>&1
  SERVER_PID=$STARTED_PID
  OWN_SERVER_PID=$STARTED_PID
  write_server_state
}

write_server_state() {
  printf '{"pid":%s,"script":%s,"address":"%s","ui":"%s","startedAt":"%s"}\n' \
    "$SERVER_PID" $$ "$SERVER_ADDRESS" "$SERVER_UI" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$SERVER_STATE.new"
  mv -f "$SERVER_STATE.new" "$SERVER_STATE"
}

# The same as a Temporal client profile: TEMPORAL_CONFIG_FILE=this temporal workflow list
write_server_profile() {
  printf '[profile.default]\naddress = "%s"\nnamespace = "default"\n' "$SERVER_ADDRESS" >"$SERVER_PROFILE.new"
  mv -f "$SERVER_PROFILE.new" "$SERVER_PROFILE"
}

wait_until_server_answers() {
  local deadline=$((SECONDS + 90))
  until port_is_taken "${SERVER_ADDRESS##*:}" && temporal operator cluster health >/dev/null 2>&1; do
    [ -n "$(command_of "$SERVER_PID")" ] || return 1
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

release_server() {
  [ -n "$OWN_SERVER_PID" ] || return 0
  say 'Stopping the Temporal server ...'
  stop_own_server
  say 'The Temporal server is stopped; its database is kept.'
}

stop_own_server() {
  stop_group "$OWN_SERVER_PID" 20
  wait "$OWN_SERVER_PID" 2>/dev/null || true
  [ "$(field_of "$SERVER_STATE" pid)" != "$OWN_SERVER_PID" ] || rm -f "$SERVER_STATE"
  OWN_SERVER_PID=''
}
