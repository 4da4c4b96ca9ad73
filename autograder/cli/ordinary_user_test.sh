#!/usr/bin/env bash
# The whole of `./lab grade 0` as an ordinary user whose HOME is empty.
# Where the suite runs as root: in this build folder, seen through a layer in memory that belongs to that user. (Where it does
# not, all other tests have shown it.) Ends with `N passed, N failed, N skipped`.
set -uo pipefail
root=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
build=${LLMSYS_BUILD_DIR:-$root/build} user=65534 passed=0 failed=0

skip() {
  printf 'NOT GRADED: %s\n0 passed, 0 failed, 1 skipped\n' "$1"
  exit 0
}
check() { # check NAME COMMAND...
  local name=$1
  shift
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $name"; fi
}
[[ $(id -u) == 0 ]] || skip 'the suite runs as an ordinary user, which all its tests have shown'
command -v setpriv >/dev/null || skip 'setpriv is not there'
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir "$scratch/layer" "$scratch/home"
chmod 755 "$scratch"
chown "$user" "$scratch/home"

# Runs words in a mount namespace where the build folder is the user's.
# shellcheck disable=SC2016  # the inner shell expands
layered() {
  unshare --mount --propagation private bash -c '
    mount -t tmpfs tmpfs "$1" && mkdir "$1/upper" "$1/work" &&
      mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work,metacopy=on" "$2" &&
      chown -R "$3:$3" "$2" || exit 99
    shift 3
    exec "$@"' bash "$scratch/layer" "$build" "$user" "$@"
}
as_user() {
  layered setpriv --reuid "$user" --regid "$user" --clear-groups \
    env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$scratch/home" LANG=C.UTF-8 LLMSYS_BUILD_DIR="$build" "$@"
}
as_user test -r "$root/lab" -a -w "$build"
case $? in
  0) ;;
  99) skip 'no overlay can be mounted here' ;;
  *) skip "an ordinary user cannot read $root" ;;
esac

number() { sed -n "s/^ *\"$1\": \([0-9.]*\),\{0,1\}$/\1/p" "$scratch/home/report.json" | head -n 1; }
full_marks() { [[ -n $(number points) && $(number points) == "$(number max_points)" ]]; }
nobody_left() { # no process of the grader's programs is the user's
  local process left=0
  for process in /proc/[0-9]*; do
    [[ $(stat -c %u "$process" 2>/dev/null) == "$user" && $(readlink "$process/exe") == "$build"/* ]] && left=$((left + 1))
  done
  return "$left"
}
grades() {
  as_user "$root/lab" grade 0 --solution --json "$scratch/home/report.json" >"$scratch/words" 2>&1 || { tail -n 40 "$scratch/words" && false; }
}
check 'it grades' grades
check 'the solutions have full marks' full_marks
check 'it grades in a sandbox' grep -q '"sandbox": "L[123]"' "$scratch/home/report.json"
check 'no process is left' nobody_left
printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
[[ $failed == 0 ]]
