# Whatever ends the script, what it started ends too: first what runs in the foreground, then the server.
stop_everything_at_exit() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap stop_everything EXIT
}

stop_everything() {
  trap 'kill_everything' INT TERM HUP
  if [ -n "$FOREGROUND_PID" ]; then
    say ''
    say "Stopping (Ctrl-C again ends it at once) ..."
    stop_group "$FOREGROUND_PID" 45
  fi
  forget_demo
  release_server
  leave_lock
  remove_temporary_folder
}

kill_everything() {
  [ -z "$FOREGROUND_PID" ] || kill -KILL -- "-$FOREGROUND_PID" 2>/dev/null || true
  [ -z "$OWN_SERVER_PID" ] || kill -KILL -- "-$OWN_SERVER_PID" 2>/dev/null || true
}
