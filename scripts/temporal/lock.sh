# One start at a time per data folder, as two servers on one database file would damage it.

LOCK=''

take_lock() {
  local path=$RATCHET_DATA/temporal/start.lock owner deadline=$((SECONDS + 120)) said=''
  until (set -C && echo $$ >"$path") 2>/dev/null; do
    owner=$(cat "$path" 2>/dev/null || true)
    if [ -n "$owner" ] && ! is_running "$owner" temporal-dev; then
      remove_stale_lock "$path" "$owner"
      continue
    fi
    [ -n "$said" ] || say "Waiting for another start of this data folder (process $owner)"
    said=yes
    [ "$SECONDS" -lt "$deadline" ] ||
      fail 1 "Process $owner has been starting a server for this data folder for two minutes" "End it (kill $owner) and start again."
    sleep 0.2
  done
  LOCK=$path
}

# Moved aside first: if another start has just replaced the stale lock by its own, that one is put back.
remove_stale_lock() {
  mv "$1" "$1.$$" 2>/dev/null || return 0
  [ "$(cat "$1.$$")" = "$2" ] || ln "$1.$$" "$1" 2>/dev/null || true
  rm -f "$1.$$"
}

leave_lock() {
  [ -z "$LOCK" ] || rm -f "$LOCK"
  LOCK=''
}
