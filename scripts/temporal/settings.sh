# What the environment and the arguments ask for, checked.

read_settings() {
  RATCHET_DATA=$(absolute "${RATCHET_DATA:-$ROOT/ratchet-data}")
  CACHE=$(absolute "${RATCHET_CACHE:-${XDG_CACHE_HOME:-${HOME:-$ROOT}/.cache}/ratchet}")
  DATABASE=$RATCHET_DATA/temporal/temporal.db
  SERVER_STATE=$RATCHET_DATA/temporal/server.json
  SERVER_PROFILE=$RATCHET_DATA/temporal/client.toml
  SERVER_LOG=$RATCHET_DATA/temporal/server.log
  WORKER_STATE=$RATCHET_DATA/worker.json
  DEMO_STATE=$RATCHET_DATA/demo.json
  ASKED_PORT=${RATCHET_TEMPORAL_PORT:-}
  ASKED_UI_PORT=${RATCHET_UI_PORT:-}
  check_port RATCHET_TEMPORAL_PORT "$ASKED_PORT"
  check_port RATCHET_UI_PORT "$ASKED_UI_PORT"
  RATCHET_MODELS=$(absolute "${RATCHET_MODELS:-models.yaml}")
  # The name that npm uses for the folder in which a person called it.
  INIT_CWD=$CALLER_DIR
  export RATCHET_DATA RATCHET_MODELS INIT_CWD
}

# A path as the caller means it, from the folder the caller is in.
absolute() {
  case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$CALLER_DIR" "$1" ;; esac
}

read_server_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --port=*) ASKED_PORT=${1#*=} ;;
      --ui-port=*) ASKED_UI_PORT=${1#*=} ;;
      --port | --ui-port)
        [ $# -gt 1 ] || fail 4 "$1 needs a port number" "For example: $1 7300"
        if [ "$1" = --port ]; then ASKED_PORT=$2; else ASKED_UI_PORT=$2; fi
        shift
        ;;
      *) fail 4 "server does not know the argument $1" "It takes --port N and --ui-port N." ;;
    esac
    shift
  done
  check_port --port "$ASKED_PORT"
  check_port --ui-port "$ASKED_UI_PORT"
}

check_port() {
  case $2 in
    '') return ;;
    *[!0-9]* | ??????*) ;;
    *) [ "$2" -gt 65535 ] || return 0 ;;
  esac
  fail 4 "$1 must be a port number from 0 to 65535, found: $2" "0 means any free port."
}

# Whoever has set up a cluster in this terminal would else wonder whose studies these are.
tell_unused_settings() {
  local name found=''
  for name in TEMPORAL_PROFILE TEMPORAL_ADDRESS TEMPORAL_API_KEY; do
    [ -z "${!name:-}" ] || found="$found $name"
  done
  [ -z "$found" ] || say "Not used here:$found (this script has a server of its own; bin/ratchet goes by them)"
}
