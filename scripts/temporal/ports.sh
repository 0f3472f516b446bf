# Which ports the server takes. Sets PORT and UI_PORT.

choose_ports() {
  PORT=$(choose_port "$ASKED_PORT" 7233 --port)
  UI_PORT=$(choose_port "$ASKED_UI_PORT" $((PORT + 1000)) --ui-port)
  [ "$PORT" != "$UI_PORT" ] ||
    fail 4 "The server and its Web UI are both asked to take port $PORT" "Give them different ones."
}

# The port asked for, which must be free; else the wanted one or the next free one after it.
# choose_port ASKED WANTED NAME_OF_THE_ARGUMENT
choose_port() {
  case $1 in
    '') next_free_port "$2" 10 ;;
    0) next_free_port $((20000 + RANDOM % 10000)) 1 ;;
    *)
      if port_is_taken "$1"; then port_in_use "$1" "$3"; fi
      printf '%s' "$1"
      ;;
  esac
}

port_in_use() {
  local variable=RATCHET_TEMPORAL_PORT
  [ "$2" = --port ] || variable=RATCHET_UI_PORT
  fail 1 "Port $1 is in use by $(port_owner "$1")" \
    "Stop that process, or choose another port: $2 N or $variable=N, where 0 means any free one."
}

# next_free_port FIRST STEP; tells when it is not the first.
next_free_port() {
  local port=$1 tries=0
  [ "$port" -le 65535 ] || port=8233
  while port_is_taken "$port"; do
    [ "$tries" -gt 0 ] || say "Port $port is in use by $(port_owner "$port"); taking another one"
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] || fail 1 "No free port found from $1 on" "Name one: --port N, --ui-port N."
    port=$((port + $2))
    [ "$port" -le 65535 ] || port=10000
  done
  printf '%s' "$port"
}

port_is_taken() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# "node (process 4711: node server.js)", as far as this machine tells.
port_owner() {
  local pid
  pid=$(pid_by_ss "$1")
  [ -n "$pid" ] || pid=$(pid_by_lsof "$1")
  [ -n "$pid" ] || pid=$(pid_by_proc "$1")
  if [ -n "$pid" ]; then
    printf 'process %s: %s' "$pid" "$(command_of "$pid" | cut -c 1-120 | sed 's/ *$//')"
  else
    printf 'a process that this user may not see'
  fi
}

pid_by_ss() {
  command -v ss >/dev/null || return 0
  ss -ltnpH "sport = :$1" 2>/dev/null | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1 || true
}

pid_by_lsof() {
  command -v lsof >/dev/null || return 0
  { lsof -nP -t -iTCP:"$1" -sTCP:LISTEN 2>/dev/null || true; } | head -n 1
}

# Linux without ss and lsof: the socket's inode from the table of listeners, then who has it open.
pid_by_proc() {
  [ -r /proc/net/tcp ] || return 0
  local inode link
  inode=$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
    awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" && $2 ~ port "$" { print $10; exit }')
  [ -n "$inode" ] || return 0
  for link in /proc/[0-9]*/fd/*; do
    if [ "$(readlink "$link" 2>/dev/null)" = "socket:[$inode]" ]; then
      link=${link#/proc/}
      printf '%s' "${link%%/*}"
      return
    fi
  done
}
