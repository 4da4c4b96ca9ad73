#!/usr/bin/env bash
# Tests of ./lab itself, on copies of the launcher in a scratch folder, with false apt-get, dpkg-query, id, sudo, cmake
# and ninja on PATH: nothing is installed, nothing of the repository is touched.
# Usage: launcher_test.sh [NAME...]. The last line is "N passed, N failed, N skipped"; exit status 1 if one failed.
# shellcheck disable=SC2016,SC2001  # false programs are written in single quotes; sed indents best
set -uo pipefail
unset LLMSYS_ROOT LLMSYS_BUILD LLMSYS_BUILD_DIR LLMSYS_JOBS NO_COLOR

here=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

# copy_launcher FOLDER: what ./lab consists of, with two packages that no machine has.
copy_launcher() {
  mkdir -p "$1/autograder/cli"
  cp "$repository/lab" "$1/"
  cp -r "$repository"/autograder/cli/{help,help.txt,launcher} "$1/autograder/cli/"
  printf '%s\n' 'no-such-tool build,test command:no-such-tool' 'no-such-library build,test header:no/such.h' \
    >"$1/autograder/cli/launcher/packages.txt"
}

# make_tools FOLDER: a PATH entry with what a bare Debian has, and nothing that builds or installs.
make_tools() {
  local name
  mkdir -p "$1"
  for name in awk bash cat chmod cp df dirname env flock grep head id ln mkdir mktemp mv nproc printf readlink rm sed sleep sort \
    tail timeout touch tr uname; do
    ln -sf "$(command -v "$name")" "$1/$name"
  done
}

# fake NAME <<< SCRIPT: a false program on PATH that first writes its arguments to $calls.
fake() {
  { printf '#!/bin/bash\nprintf "%%s\\n" "%s $*" >>"%s"\n' "$1" "$calls"; cat; } >"$bin/$1"
  chmod +x "$bin/$1"
}

# A fresh tree `tree` and PATH `bin:tools` for one test; dpkg knows no package and apt-get succeeds.
set_up() {
  work=$scratch/$1
  tree="$work/a tree"
  bin=$work/bin
  calls=$work/calls
  mkdir -p "$bin"
  : >"$calls"
  copy_launcher "$tree"
  make_tools "$work/tools"
  PATH=$bin:$work/tools
  fake dpkg-query <<<'exit 1'
  fake apt-get <<'END'
case " $* " in
  *--simulate*) printf 'Conf %s\n' a b ;;
  *--print-uris*) printf "'u' %s.deb 1500000 x\n" a b ;;
esac
END
  fake cmake <<'END'
while (($#)) && [[ $1 != -B ]]; do shift; done
(($#)) || exit 1
mkdir -p "$2" && touch "$2/build.ninja"
END
  fake ninja <<'END'
[[ $1 == -C ]] || exit 1
mkdir -p "$2/autograder/cli"
cat >"$2/autograder/cli/llmsys" <<'PROGRAM'
#!/bin/bash
printf 'ran %s\n' "$*" "$LLMSYS_ROOT" "$LLMSYS_BUILD"
PROGRAM
chmod +x "$2/autograder/cli/llmsys"
mkdir -p "$2/datasets/gen"
cp "$2/autograder/cli/llmsys" "$2/datasets/gen/corpora"
END
}

as_root() { fake id <<<'echo 0'; }
as_user() { fake id <<<'echo 1000'; }

# run COMMAND...: without a terminal; sets `output` (both streams) and `status`.
run() {
  output=$(timeout 60 "$@" 2>&1 </dev/null)
  status=$?
}

# run_at_terminal ANSWER COMMAND...
run_at_terminal() {
  local answer=$1
  shift
  output=$(printf '%s\n' "$answer" | TERM=xterm timeout 60 "$script_program" -qec "$(printf '%q ' "$@")" /dev/null 2>&1)
  status=$?
}

fail() {
  printf '    %s\n    status %s, output:\n' "$1" "$status"
  sed 's/^/      /' <<<"$output"
  exit 1
}
expect_status() { ((status == $1)) || fail "wanted status $1"; }
expect_text() { [[ $output == *"$1"* ]] || fail "wanted in the output: $1"; }
expect_no_text() { [[ $output != *"$1"* ]] || fail "not wanted in the output: $1"; }
expect_call() { grep -qF -- "$1" "$calls" || fail "wanted a call of: $1; calls: $(<"$calls")"; }
expect_no_call() { ! grep -qF -- "$1" "$calls" || fail "not wanted: a call of $1"; }
skip() {
  printf '    skipped: %s\n' "$1"
  exit 77
}

for part in calls packages build; do
  # shellcheck source=/dev/null
  source "$here/test_$part.sh"
done
script_program=$(command -v script || true)
passed=0 failed=0 skipped=0
(($#)) || mapfile -t < <(declare -F | awk '$3 ~ /^test_/ { print $3 }')
for name in "${@:-${MAPFILE[@]}}"; do
  (
    set_up "$name"
    "$name"
  ) >"$scratch/output" 2>&1
  case $? in
    0) passed=$((passed + 1)) result=ok ;;
    77) skipped=$((skipped + 1)) result=skip ;;
    *) failed=$((failed + 1)) result=FAIL ;;
  esac
  printf '%-4s %s\n' "$result" "$name"
  [[ $result == ok ]] || cat "$scratch/output"
done
echo "$passed passed, $failed failed, $skipped skipped"
((failed == 0))
