# What a study needs of the server's namespace. Safe to repeat, on new databases and old ones.

# A year. The dev server's own 24 hours apply to each closed cycle, and would leave nothing to audit.
RETENTION_HOURS=8760
SEARCH_ATTRIBUTES='RatchetCycle:Int RatchetState:Keyword RatchetBaseline:Keyword RatchetVerdict:Keyword RatchetAccuracy:Double'

# The Temporal CLI against this script's server, whatever the user's own Temporal settings are.
temporal() {
  "$CLI" "$@" --address "$SERVER_ADDRESS" --namespace default --disable-config-file --disable-config-env </dev/null
}

prepare_namespace() {
  local log=$RATCHET_DATA/temporal/prepare.log tries=0
  until { raise_retention && add_search_attributes; } >"$log" 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 20 ]; then
      say 'The server does not take its settings:'
      last_lines "$log"
      fail 1 "Cannot set retention and search attributes on $SERVER_ADDRESS" "Start again, or begin with another data folder: RATCHET_DATA=/path/to/folder"
    fi
    sleep 0.5
  done
  rm -f "$log"
}

raise_retention() {
  local hours
  hours=$(retention_in_hours) || return 1
  [ -n "$hours" ] || return 1
  [ "$hours" -ge "$RETENTION_HOURS" ] ||
    temporal operator namespace update --retention "${RETENTION_HOURS}h"
}

retention_in_hours() {
  local seconds
  seconds=$(temporal operator namespace describe -o json | sed -n 's/.*"workflowExecutionRetentionTtl": *"\([0-9]*\)s".*/\1/p')
  [ -z "$seconds" ] || printf '%s' $((seconds / 3600))
}

add_search_attributes() {
  local attribute arguments=''
  for attribute in $SEARCH_ATTRIBUTES; do
    arguments="$arguments --name ${attribute%:*} --type ${attribute#*:}"
  done
  # shellcheck disable=SC2086  # split on purpose: neither names nor types have blanks
  temporal operator search-attribute create $arguments
}
