# Processes that this script starts, knows again, and stops.

# The command line of a live process; empty for one that is gone, or dead and not yet reaped.
command_of() {
  if [ -d /proc/self ]; then
    { tr '\0' ' ' <"/proc/$1/cmdline"; } 2>/dev/null || true
  else
    ps -ww -o command= -p "$1" 2>/dev/null || true
  fi
}

# Is a process alive whose command line holds the text? is_running PID TEXT
is_running() {
  [ -n "$1" ] || return 1
  case $(command_of "$1") in *"$2"*) return 0 ;; *) return 1 ;; esac
}

# Starts a command in a process group of its own, so that Ctrl-C reaches this script alone, which then
# stops things in order. Sets STARTED_PID.
start_apart() {
  set -m
  "$@" </dev/null &
  STARTED_PID=$!
  set +m
}

FOREGROUND_PID=''

# Runs a command apart and waits for it, so that a signal is answered at once and not when it ends.
run_apart() {
  local code=0
  start_apart "$@"
  FOREGROUND_PID=$STARTED_PID
  [ -z "$DEMO_CLAIMED" ] || write_demo_state "$FOREGROUND_PID"
  wait "$FOREGROUND_PID" || code=$?
  FOREGROUND_PID=''
  return "$code"
}

# Ends a process and whatever is left of its group: stop_group PID GRACE_IN_SECONDS
stop_group() {
  kill -TERM "$1" 2>/dev/null || true
  wait_until_gone "$1" "$2" || say "Process $1 did not end within $2 s and is killed"
  kill -TERM -- "-$1" 2>/dev/null || return 0
  group_is_gone "$1" || kill -KILL -- "-$1" 2>/dev/null || true
  wait_until_gone "$1" 5 || true
}

wait_until_gone() {
  local deadline=$((SECONDS + $2 + 1))
  while [ -n "$(command_of "$1")" ]; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.1
  done
}

# A process that is dead but unreaped still counts as a member, so this gives up soon.
group_is_gone() {
  local tries=0
  while kill -0 -- "-$1" 2>/dev/null; do
    [ "$tries" -lt 20 ] || return 1
    tries=$((tries + 1))
    sleep 0.1
  done
}
