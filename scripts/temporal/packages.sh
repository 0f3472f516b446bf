# Node.js and the packages of the lock file.

OLDEST_NODE=20.19

check_node() {
  local version major minor mend="Get Node.js $OLDEST_NODE or newer: https://nodejs.org, or nvm install (there is an .nvmrc)"
  command -v node >/dev/null || fail 1 'Node.js is not installed' "$mend"
  version=$(node --version)
  major=${version#v} minor=${version#*.}
  major=${major%%.*} minor=${minor%%.*}
  [ "$major" -gt "${OLDEST_NODE%.*}" ] || { [ "$major" -eq "${OLDEST_NODE%.*}" ] && [ "$minor" -ge "${OLDEST_NODE#*.}" ]; } ||
    fail 1 "Node.js is $version, expected $OLDEST_NODE or newer" "$mend"
  STEP_RESULT="$version"
}

install_packages() {
  local installed=node_modules/.ratchet-lock.json
  if packages_are_current "$installed"; then
    STEP_RESULT='installed already'
    return
  fi
  say 'Installing packages with npm ci'
  run_apart npm ci --ignore-scripts --no-audit --no-fund >&2 ||
    fail 1 'npm ci failed (see above)' 'Start again once the network is there; what was installed is not used half.'
  # Install scripts of dependencies stay off; ours, which --ignore-scripts stops too, is called by name.
  run_apart npm run --silent prepare >&2 || fail 1 'npm run prepare failed (see above)' 'See the lines above.'
  cp package-lock.json "$installed"
  STEP_RESULT='installed with npm ci'
}

# By the lock file that was installed; or by npm's own record, where someone ran npm ci by hand.
packages_are_current() {
  if [ -f "$1" ]; then
    cmp -s package-lock.json "$1"
  else
    [ node_modules/.package-lock.json -nt package-lock.json ]
  fi
}
