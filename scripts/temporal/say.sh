# Messages. All of them go to standard error; standard output is for answers.

if [ -t 2 ] && [ -z "${NO_COLOR:-}" ]; then
  BOLD=$'\033[1m' RED=$'\033[31m' PLAIN=$'\033[0m'
else
  BOLD='' RED='' PLAIN=''
fi

say() {
  printf '%s\n' "$*" >&2
}

# Ends the script: fail EXIT_CODE WHAT_IS_WRONG [HOW_TO_MEND_IT...]
fail() {
  local code=$1
  printf '%sError:%s %s\n' "$RED" "$PLAIN" "$2" >&2
  shift 2
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit "$code"
}

# Milliseconds since 1970; whole seconds only where bash is older than 5.
now_in_ms() {
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local digits=${EPOCHREALTIME//[!0-9]/}
    printf '%s' "${digits%???}"
  else
    printf '%s000' "$(date +%s)"
  fi
}

# "1.4 s", for the time since a now_in_ms.
time_since() {
  local ms
  ms=$(($(now_in_ms) - $1))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

# Runs a function as a named step: step NAME FUNCTION [ARG...]. The function leaves in
# STEP_RESULT what it did, and announces itself what may take long.
step() {
  local name=$1 started
  shift
  started=$(now_in_ms)
  STEP_RESULT='done'
  "$@"
  say "${BOLD}$name${PLAIN}: $STEP_RESULT ($(time_since "$started"))"
}

# The end of a log file, indented, for an error message.
last_lines() {
  tail -n "${2:-8}" "$1" 2>/dev/null | sed 's/^/    /' >&2 || true
}
