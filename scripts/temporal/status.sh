# What is up for this data folder.

show_status() {
  if ! find_server; then
    printf 'Temporal server  down; ./temporal-dev.sh server starts it\n'
    printf 'Data folder      %s\n' "$RATCHET_DATA"
    print_worker
    exit 1
  fi
  if ! find_cli; then fail 1 'There is no Temporal CLI to ask the server with' 'Get it: ./temporal-dev.sh cli'; fi
  if ! temporal operator cluster health >/dev/null 2>&1; then
    fail 1 "The server (process $SERVER_PID) does not answer at $SERVER_ADDRESS" "Stop it: ./temporal-dev.sh stop"
  fi
  print_server
  printf 'Server version   %s, Temporal CLI %s\n' "$(server_version)" "$CLI_VERSION"
  printf 'Up since         %s\n' "$(sed -n 's/.*"startedAt":"\([^"]*\)".*/\1/p' "$SERVER_STATE")"
  printf 'Retention        %s h\n' "$(retention_in_hours)"
  print_worker
  print_studies
}

server_version() {
  temporal operator cluster describe -o json | sed -n 's/.*"serverVersion": *"\([^"]*\)".*/\1/p'
}

print_worker() {
  if find_worker; then
    printf 'Worker           up (process %s)\n' "$WORKER_PID"
  else
    printf 'Worker           none recorded\n'
  fi
}

# The last run of each study: every earlier one was continued as new.
print_studies() {
  local list
  list=$(temporal workflow list --limit 1000 -o json \
    --query "WorkflowType = 'optimizationCycle' AND ExecutionStatus != 'ContinuedAsNew'") || return 1
  if ! command -v node >/dev/null; then
    printf 'Studies          need Node.js to be listed\n'
    return
  fi
  printf '%s' "$list" | node scripts/temporal/list-studies.cjs
}
