#!/usr/bin/env bash
# Does what the Dockerfile says, without Docker: its COPY and RUN lines, each stage in an overlay over this machine's own
# files, and then the command line as its user, on a read-only root. Linux, as root, with the Node of the image.
#
#   test/deploy/try-image.sh COMMAND...     in the image, for example: node /opt/ratchet/bin/ratchet --version
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if [ -z "${TRY_IMAGE_INSIDE:-}" ]; then
  # Mounts of its own, gone when it ends.
  TRY_IMAGE_INSIDE=1 exec unshare --mount "$0" "$@"
fi
wanted=$(sed -n 's/^ARG NODE_VERSION=//p' Dockerfile)
[ "$(node -p process.versions.node)" = "$wanted" ] || {
  echo "expected Node $wanted, as the image has it, found $(node --version)" >&2
  exit 1
}
stages=$(mktemp -d)
trap 'umount --recursive --lazy "$stages"; rmdir "$stages"' EXIT
mount -t tmpfs -o size=3g stages "$stages"

stage=0 root='' workdir=/
declare -A named=()
declare -a environment=()

from() {
  stage=$((stage + 1))
  root=$stages/$stage/root
  mkdir -p "$stages/$stage"/{changed,work,root}
  mount -t overlay overlay -o "lowerdir=/,upperdir=$stages/$stage/changed,workdir=$stages/$stage/work" "$root"
  rm -rf "$root/build" "$root/data" "$root/etc/ratchet"
  for shared in proc dev; do mount --rbind "/$shared" "$root/$shared"; done
  workdir=/ environment=()
  [ "${2:-}" = AS ] && named[$3]=$root
  return 0
}

copy() {
  local source=.
  if [[ $1 == --from=* ]]; then source=${named[${1#--from=}]}; shift; fi
  local -a paths=("$@")
  local into=${paths[-1]}
  unset 'paths[-1]'
  for path in "${paths[@]}"; do
    if [ -d "$source/$path" ]; then
      mkdir -p "$root$workdir/$into"
      cp -r "$source/$path/." "$root$workdir/$into"
    else
      mkdir -p "$(dirname "$root$workdir/$into$(basename "$path")")"
      cp "$source/$path" "$root$workdir/$into"
    fi
  done
}

# Lines that end with a backslash go on.
while read -r word rest; do
  case $word in
    FROM) from $rest ;;
    WORKDIR) workdir=$rest && mkdir -p "$root$workdir" ;;
    COPY) copy $rest ;;
    ENV) read -ra environment <<<"$rest" ;;
    RUN)
      echo "stage $stage, in $workdir: $rest" >&2
      chroot "$root" env "${environment[@]}" sh -ec "cd $workdir && $rest" >&2
      ;;
    USER) user=$rest ;;
  esac
done < <(sed -e ':a' -e '/\\$/N; s/\\\n *//; ta' -e '/^ *#/d' Dockerfile)

du --summarize --human-readable "$root/opt/ratchet" >&2
for writable in data tmp; do mount -t tmpfs -o mode=1777 tmpfs "$root/$writable"; done
mount -o remount,ro,bind "$root" 2>/dev/null || mount -o remount,ro "$root"
if [ -n "${TRY_IMAGE_CONFIG:-}" ]; then mount --bind "$TRY_IMAGE_CONFIG" "$root/etc/ratchet"; fi
chroot "$root" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs \
  env "${environment[@]}" sh -c "cd $workdir && exec \"\$@\"" sh "$@"
