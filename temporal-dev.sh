#!/usr/bin/env bash
# One entry for everything that Ratchet needs on a developer's machine: see `./temporal-dev.sh --help`.
# Written for bash 3.2, the one that macOS has. The parts are in scripts/temporal/.
set -euo pipefail

CALLER_DIR=$PWD
script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
  target=$(readlink "$script")
  case $target in /*) script=$target ;; *) script=$(dirname "$script")/$target ;; esac
done
ROOT=$(cd "$(dirname "$script")" && pwd -P)
cd "$ROOT"

. scripts/temporal/say.sh
. scripts/temporal/process.sh
. scripts/temporal/settings.sh
. scripts/temporal/cli.sh
. scripts/temporal/download.sh
. scripts/temporal/ports.sh
. scripts/temporal/namespace.sh
. scripts/temporal/lock.sh
. scripts/temporal/server.sh
. scripts/temporal/packages.sh
. scripts/temporal/app.sh
. scripts/temporal/demo.sh
. scripts/temporal/stop.sh
. scripts/temporal/status.sh
. scripts/temporal/nearest.sh
. scripts/temporal/exit.sh

main() {
  local verb=${1:-help}
  [ $# -eq 0 ] || shift
  case " ${1:-} " in ' --help ' | ' -h ') verb=help ;; esac
  read_settings
  stop_everything_at_exit
  case $verb in server | worker | demo | status) tell_unused_settings ;; esac
  case $verb in
    cli) no_arguments "$verb" "$@"; print_cli ;;
    server) read_server_arguments "$@"; run_server ;;
    worker) run_worker "$@" ;;
    demo) run_demo "$@" ;;
    stop) no_arguments "$verb" "$@"; stop_background ;;
    status) no_arguments "$verb" "$@"; show_status ;;
    help | --help | -h) usage ;;
    *) unknown_verb "$verb" ;;
  esac
}

usage() {
  cat <<'TEXT'
Usage: ./temporal-dev.sh <verb>

  demo [args]  get what is missing, start the server, the worker and the embedded model, and run the
               demo study; Ctrl-C stops all that it started; args go to the demo (--scenario lfm)
  server       start a Temporal dev server with its Web UI in the foreground [--port N] [--ui-port N]
  worker       start the server if none is up, then a worker in the foreground
  stop         stop the server (and worker) of this data folder
  status       tell what is up, and the state of every study; exit code 1 if the server is down
  cli          find or get the Temporal CLI and print its path

Environment:
  TEMPORAL_CLI               this Temporal CLI and no other (1.9.0 or newer)
  RATCHET_DATA               data folder, default ratchet-data beside this script
  RATCHET_CACHE              cache folder, default ~/.cache/ratchet
  RATCHET_TEMPORAL_PORT      port of the server, default 7233 or the next free one; 0 is any free one
  RATCHET_UI_PORT            port of the Web UI, default 8233 or the next free one; 0 is any free one
  RATCHET_TEMPORAL_DOWNLOAD  where to get the CLI archive instead of https://temporal.download/cli/archive

Exit codes: 0 done, 1 failed, 4 bad input, 130 and 143 ended by a signal
TEXT
}

no_arguments() {
  local verb=$1
  shift
  [ $# -eq 0 ] || fail 4 "$verb takes no arguments, found: $*" "See ./temporal-dev.sh --help."
}

main "$@"
