# Finds the Temporal CLI: TEMPORAL_CLI, PATH, the cache; else gets it. Sets CLI and CLI_VERSION.

PINNED_VERSION=1.9.1
OLDEST_MINOR=9 # of version 1

print_cli() {
  find_cli_or_get_it
  printf '%s\n' "$CLI"
}

find_cli_or_get_it() {
  find_cli || get_cli
}

find_cli() {
  if [ -n "${TEMPORAL_CLI:-}" ]; then
    use_named_cli
    return
  fi
  use_cli_on_path || use_cached_cli
}

use_named_cli() {
  local path mend="Unset TEMPORAL_CLI to let this script find or get one."
  path=$(absolute "$TEMPORAL_CLI")
  [ -e "$path" ] || fail 4 "TEMPORAL_CLI names $path, which does not exist" "$mend"
  [ -f "$path" ] && [ -x "$path" ] || fail 4 "TEMPORAL_CLI names $path, which is not an executable file" "$mend"
  CLI_VERSION=$(version_of "$path")
  [ -n "$CLI_VERSION" ] || fail 4 "TEMPORAL_CLI names $path, which is no Temporal CLI" "$mend"
  new_enough "$CLI_VERSION" ||
    fail 4 "TEMPORAL_CLI names $path of version $CLI_VERSION, expected 1.$OLDEST_MINOR.0 or newer" "$mend"
  CLI=$path
}

use_cli_on_path() {
  local path version
  path=$(type -P temporal) || return 1
  case $path in /*) ;; *) path=$(absolute "$path") ;; esac
  version=$(version_of "$path")
  if [ -z "$version" ] || ! new_enough "$version"; then
    say "Passing over $path on PATH: ${version:-no Temporal CLI}, expected 1.$OLDEST_MINOR.0 or newer"
    return 1
  fi
  CLI=$path CLI_VERSION=$version
}

use_cached_cli() {
  local path
  path=$(cached_cli)
  [ -x "$path" ] || return 1
  CLI_VERSION=$(version_of "$path")
  if [ "$CLI_VERSION" != "$PINNED_VERSION" ]; then
    say "Passing over $path: damaged, it does not tell its version"
    return 1
  fi
  CLI=$path
}

cached_cli() {
  printf '%s/temporal-%s-%s-%s' "$CACHE" "$PINNED_VERSION" "$(platform)" "$(architecture)"
}

# "1.9.1", or nothing for what is no Temporal CLI.
version_of() {
  "$1" --version 2>/dev/null </dev/null | sed -n 's/^temporal version \([0-9][0-9.]*\).*/\1/p' | head -n 1 || true
}

new_enough() {
  local major=${1%%.*} rest=${1#*.}
  [ "$major" -gt 1 ] || { [ "$major" -eq 1 ] && [ "${rest%%.*}" -ge "$OLDEST_MINOR" ]; }
}

platform() {
  case $(uname -s) in
    Linux) printf linux ;;
    Darwin) printf darwin ;;
    *) uname -s ;;
  esac
}

architecture() {
  case $(uname -m) in
    x86_64 | amd64) printf amd64 ;;
    aarch64 | arm64) printf arm64 ;;
    *) uname -m ;;
  esac
}
