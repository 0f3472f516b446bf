# The demo: everything from nothing to a study that runs, and one at a time per data folder.

run_demo() {
  local code=0
  claim_demo
  prepare_to_run
  case " $* " in *' --scenario'*) ;; *) get_embedded_model ;; esac
  say "Web UI: $SERVER_UI"
  run_program bin/ratchet demo "$@" || code=$?
  forget_demo
  if [ "$code" -eq 0 ]; then stay_up; fi
  return "$code"
}

get_embedded_model() {
  step 'Embedded model, program' model_step install
  step 'Embedded model, weights' model_step fetch
}

model_step() {
  local code=0
  run_program --import tsx embedded-model/src/main.ts "$1" >&2 || code=$?
  [ "$code" -eq 0 ] || fail "$code" "The embedded model's $1 failed (see above)" \
    'Start again: what was got is kept. Without the model: ./temporal-dev.sh demo --scenario lfm'
}

# On a terminal, a person may want to look at the result in the Web UI.
stay_up() {
  if [ -z "$OWN_SERVER_PID" ] || [ ! -t 1 ]; then return; fi
  say "The Web UI stays at $SERVER_UI until you press Ctrl-C."
  while [ -n "$(command_of "$OWN_SERVER_PID")" ]; do sleep 1; done
}

DEMO_CLAIMED=''

# Refuses a second demo beside a live one; ends what a killed one (kill -9) has left running.
claim_demo() {
  local script
  mkdir -p "$RATCHET_DATA"
  script=$(field_of "$DEMO_STATE" script)
  if is_running "$script" temporal-dev; then
    fail 1 "A demo of this data folder is running already (process $script)" \
      "Stop it (./temporal-dev.sh stop), or use another data folder: RATCHET_DATA=/path/to/folder"
  fi
  end_left_over_demo
  DEMO_CLAIMED=yes
  write_demo_state ''
}

end_left_over_demo() {
  local pid
  pid=$(field_of "$DEMO_STATE" pid)
  if is_running "$pid" 'bin/ratchet demo'; then
    say "Ending the demo (process $pid) that an earlier start has left behind"
    stop_group "$pid" 45
  fi
}

write_demo_state() {
  printf '{"script":"%s","pid":"%s"}\n' $$ "$1" >"$DEMO_STATE.new"
  mv -f "$DEMO_STATE.new" "$DEMO_STATE"
}

forget_demo() {
  [ -z "$DEMO_CLAIMED" ] || rm -f "$DEMO_STATE"
  DEMO_CLAIMED=''
}
