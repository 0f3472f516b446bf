# Which verb may have been meant.

VERBS='demo server worker status stop cli help'

unknown_verb() {
  say "${RED}Error:${PLAIN} unknown verb: $1"
  say "Did you mean: ./temporal-dev.sh $(nearest_verb "$1")"
  say ''
  usage >&2
  exit 4
}

# The verb that begins so, or else the one with the fewest letters amiss.
nearest_verb() {
  local verb nearest='' least=999 distance
  for verb in $VERBS; do
    case $verb in "$1"*)
      printf '%s' "$verb"
      return
      ;;
    esac
    distance=$(edit_distance "$1" "$verb")
    if [ "$distance" -lt "$least" ]; then least=$distance nearest=$verb; fi
  done
  printf '%s' "$nearest"
}

# Letters to put in, leave out or change (Levenshtein), row by row.
edit_distance() {
  local from=${1:0:20} to=$2 row above here i j
  row=()
  for ((j = 0; j <= ${#to}; j++)); do row[j]=$j; done
  for ((i = 1; i <= ${#from}; i++)); do
    above=${row[0]}
    row[0]=$i
    for ((j = 1; j <= ${#to}; j++)); do
      here=$above
      above=${row[j]}
      [ "${from:i-1:1}" = "${to:j-1:1}" ] || here=$((here + 1))
      [ "$here" -le $((row[j - 1] + 1)) ] || here=$((row[j - 1] + 1))
      [ "$here" -le $((above + 1)) ] || here=$((above + 1))
      row[j]=$here
    done
  done
  printf '%s' "${row[${#to}]}"
}
