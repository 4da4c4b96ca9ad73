#!/usr/bin/env bash
# Holds the claim "clone, one command, done" against a bare Debian 12: makes a minimal system in a folder (debootstrap
# --variant=minbase, plus git and certificates), clones this repository's last commit into it, runs commands there
# unattended, as root and without a terminal, and prints how long each took and how much was downloaded. Then it runs
# the last command once more without any network. Needs root, debootstrap, unshare; about 2 GB in FOLDER.
#
# Usage: bare_machine.sh FOLDER [COMMAND...]         COMMAND is './lab grade 0' if none is given
#   MIRROR  where packages come from (default http://deb.debian.org/debian)
# FOLDER must not exist; delete it afterwards (nothing stays mounted).
set -euo pipefail

(($# >= 1)) || { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2; }
folder=$1
shift
(($#)) || set -- './lab grade 0'
repository=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
[[ $(id -u) == 0 ]] || { echo "bare_machine.sh needs root, for debootstrap and chroot" >&2; exit 1; }
[[ ! -e $folder ]] || { echo "$folder exists: name a folder that does not" >&2; exit 1; }

unmount() {
  local place
  for place in dev/shm dev/pts proc; do
    mountpoint -q "$folder/$place" && umount "$folder/$place"
  done
  return 0
}

make_system() {
  debootstrap --variant=minbase --include=git,ca-certificates bookworm "$folder" "${MIRROR:-http://deb.debian.org/debian}" \
    >"$folder.debootstrap.log" 2>&1 || { tail "$folder.debootstrap.log" >&2; exit 1; }
  rm -f "$folder"/var/lib/apt/lists/*_* "$folder"/var/cache/apt/archives/*.deb  # a fresh image has no package lists
  cp /etc/resolv.conf "$folder/etc/"
  trap unmount EXIT
  mount -t proc proc "$folder/proc"
  mount -t devpts devpts "$folder/dev/pts"
  mount -t tmpfs tmpfs "$folder/dev/shm"
  git clone -q --no-local "$repository" "$folder/root/llm systems lab"
}

# inside COMMAND [WRAPPER...]: runs it in the clone with an environment of its own, prints its time.
inside() {
  local command=$1 start=$EPOCHREALTIME status=0
  shift
  echo "== $command ${*:+(through: $*)}"
  "$@" chroot "$folder" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    bash -c "cd '/root/llm systems lab' && $command" </dev/null 2>&1 | cat || status=$?
  awk -v a="$start" -v b="$EPOCHREALTIME" -v s="$status" 'BEGIN { printf "== %.1f s, exit status %d\n", b - a, s }'
  return "$status"
}

make_system
du -shx "$folder"
for command; do inside "$command"; done
du -shx "$folder"
echo "downloaded packages: $(du -ch "$folder"/var/cache/apt/archives/*.deb 2>/dev/null | tail -n 1)"
inside "${!#}" unshare --net
