# The programs of this repository, on the server of this data folder.

run_worker() {
  prepare_to_run
  run_program bin/ratchet worker "$@"
}

prepare_to_run() {
  step 'Node.js' check_node
  step 'Packages' install_packages
  step 'Temporal CLI' cli_step
  step 'Temporal server' server_step
}

cli_step() {
  find_cli_or_get_it
  STEP_RESULT="$CLI_VERSION, $CLI"
}

server_step() {
  ensure_server
  if [ -n "$OWN_SERVER_PID" ]; then
    STEP_RESULT="started at $SERVER_ADDRESS"
  elif server_is_left_over; then
    OWN_SERVER_PID=$SERVER_PID
    STEP_RESULT="up already at $SERVER_ADDRESS, left behind by a killed start and taken over"
  else
    STEP_RESULT="up already at $SERVER_ADDRESS, and stays up (./temporal-dev.sh stop ends it)"
  fi
}

# One Node.js process, so that a signal to its id reaches the program itself.
run_program() {
  local name
  # The user's own Temporal settings (a cluster, a key) must not turn it away from the local server.
  for name in $(compgen -e TEMPORAL_); do unset "$name"; done
  export TEMPORAL_ADDRESS=$SERVER_ADDRESS TEMPORAL_NAMESPACE=default TEMPORAL_CONFIG_FILE=$SERVER_PROFILE
  export TEMPORAL_CLI=$CLI RATCHET_UI=$SERVER_UI
  run_apart node "$@"
}
