# Stops what runs in the background for this data folder.

stop_background() {
  stop_demo
  stop_worker
  if find_server; then
    stop_group "$SERVER_PID" 20
    say "Stopped the Temporal server at $SERVER_ADDRESS (process $SERVER_PID); its database is kept."
  else
    say "No Temporal server is up for $RATCHET_DATA."
  fi
  rm -f "$SERVER_STATE"
}

# The script that runs the demo stops all it has started, in order.
stop_demo() {
  local script
  script=$(field_of "$DEMO_STATE" script)
  if is_running "$script" temporal-dev; then
    kill -TERM "$script"
    wait_until_gone "$script" 80 || fail 1 "The demo (process $script) does not end" "Look at its terminal, or end it: kill -9 $script"
    say "Stopped the demo (process $script)."
  fi
  end_left_over_demo
  rm -f "$DEMO_STATE"
}

stop_worker() {
  local pid
  find_worker || return 0
  pid=$WORKER_PID
  stop_group "$pid" 45
  rm -f "$WORKER_STATE"
  say "Stopped the worker (process $pid)."
}

# Is the worker of the state file alive? Sets WORKER_PID.
find_worker() {
  WORKER_PID=$(field_of "$WORKER_STATE" pid)
  # However it was started; a foreign process that has the word somewhere is none of ours.
  is_running "$WORKER_PID" 'cli.ts worker ' || is_running "$WORKER_PID" 'ratchet worker '
}
