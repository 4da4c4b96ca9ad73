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

# ---- scaffolding ----

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

# ---- help and wrong words ----

test_help_needs_nothing() {
  for words in '' --help -h help; do
    # shellcheck disable=SC2086  # '' is meant to vanish
    run "$tree/lab" $words
    expect_status 0
    expect_text 'usage: ./lab COMMAND'
  done
  [[ ! -s $calls && ! -e $tree/build ]] || fail 'help called something or made a folder'
}

test_every_command_has_help() {
  local file name
  for file in "$tree"/autograder/cli/help/*.txt; do
    name=${file##*/}
    name=${name%.txt}
    run "$tree/lab" "$name" 7 --help
    expect_status 0
    expect_text "usage: ./lab $name"
    run "$tree/lab" help "$name"
    expect_text "usage: ./lab $name"
    run "$tree/lab" help
    expect_text "  $name "
  done
  [[ ! -s $calls ]] || fail 'help called something'
}

test_unknown_word_names_the_nearest() {
  local pair
  for pair in grad:grade tset:test fromat:format sync_stubs:sync-stubs LIST:list dcotor:doctor; do
    run "$tree/lab" "${pair%:*}"
    expect_status 2
    expect_text "did you mean: ./lab ${pair#*:}"
  done
  run "$tree/lab" help mutat
  expect_status 2
  expect_text './lab mutate'
}

test_far_word_gets_the_list() {
  for word in xyzzy ../help/grade 0; do
    run "$tree/lab" "$word"
    expect_status 2
    expect_no_text 'did you mean'
    expect_text 'bench data docs doctor'
  done
}

# ---- where it is called from ----

test_runs_the_program_with_its_arguments() {
  as_root
  run "$tree/lab" grade 0 --task '0.1 x'
  expect_status 0
  expect_text 'ran grade 0 --task 0.1 x'
  expect_text "ran $tree"
  expect_text "ran $tree/build/cpu"
  expect_call "cmake -S $tree --preset cpu -B $tree/build/cpu"
}

test_symbolic_links_and_other_folders() {
  as_root
  mkdir -p "$work/x" "$work/y"
  ln -s '../a tree/lab' "$work/x/first"
  ln -s ../x/first "$work/y/second"
  cd "$work/y" || exit 1
  run ./second list
  expect_text "ran $tree"
  cd "$tree" || exit 1
  run bash lab list
  expect_text "ran $tree"
  cd / && PATH=$tree:$PATH
  CDPATH=$work run lab list
  expect_text "ran $tree"
}

test_other_build_folder() {
  as_root
  chmod -R a-w "$tree"
  cd "$work" || exit 1
  LLMSYS_BUILD_DIR=else\ where run "$tree/lab" list
  expect_status 0
  expect_text "ran $work/else where/cpu"
}

test_read_only_checkout() {
  as_root
  chmod -R a-w "$tree"
  if [[ -w $tree ]]; then  # root may write anyway
    PATH=/usr/bin:/bin command -v setpriv >/dev/null || skip 'needs setpriv'
    run /usr/bin/setpriv --reuid 65534 --regid 65534 --clear-groups "$tree/lab" list
  else
    run "$tree/lab" list
  fi
  expect_status 1
  expect_text "cannot write to $tree/build"
  expect_text 'LLMSYS_BUILD_DIR='
  expect_no_call apt-get
}

# ---- packages ----

test_root_without_terminal_goes_ahead() {
  as_root
  run "$tree/lab" list
  expect_status 0
  expect_text 'installing 2 packages with apt-get (about 3 MB)'
  expect_call 'apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120'
  expect_call 'install no-such-tool no-such-library'
  expect_no_call 'update'
}

test_passwordless_sudo_goes_ahead() {
  as_user
  fake sudo <<<'[[ $1 == -n ]] && exit 0; exec "$@"'
  run "$tree/lab" list
  expect_status 0
  expect_call 'sudo env DEBIAN_FRONTEND=noninteractive apt-get'
}

test_no_rights_prints_the_command() {
  as_user
  for sudo in none refuses; do
    [[ $sudo == none ]] || fake sudo <<<'exit 1'
    run "$tree/lab" list
    expect_status 1
    expect_text 'sudo apt-get update && sudo apt-get install -y --no-install-recommends no-such-tool no-such-library'
    expect_no_call 'apt-get'
  done
}

test_terminal_asks_and_yes_is_the_default() {
  as_root
  [[ -n $script_program ]] || skip 'needs script (bsdutils)'
  run_at_terminal '' "$tree/lab" list
  expect_status 0
  expect_text 'Install 2 packages with apt-get (about 3 MB)? [Y/n]'
  expect_call 'install no-such-tool no-such-library'
}

test_answer_no_installs_nothing() {
  as_root
  [[ -n $script_program ]] || skip 'needs script (bsdutils)'
  run_at_terminal n "$tree/lab" list
  expect_status 1
  expect_text 'nothing was installed'
  expect_no_call 'install no-such-tool'
}

test_lists_are_fetched_where_they_are_missing() {
  as_root
  fake apt-get <<<'case " $* " in *--simulate*) cat "'"$work"'/lists" ;; *update*) echo "Conf a" >"'"$work"'/lists" ;; esac'
  run "$tree/lab" list
  expect_status 0
  expect_call 'Acquire::Retries=3 update'
  expect_call 'install no-such-tool no-such-library'
}

test_stale_lists_are_fetched_again() {
  as_root
  fake apt-get <<<'case " $* " in *--simulate*) echo "Conf a" ;; *--print-uris*) ;; *update*) touch "'"$work"'/fresh" ;; *install*) [[ -e "'"$work"'/fresh" ]] || { echo "404  Not Found"; exit 100; } ;; esac'
  run "$tree/lab" list
  expect_status 0
  expect_call 'Acquire::Retries=3 update'
}

test_failing_apt_shows_the_log() {
  as_root
  local words advice
  while IFS='|' read -r words advice; do
    fake apt-get <<<'case " $* " in *--simulate*) echo "Conf a" ;; *--print-uris*) ;; *) echo "E: '"$words"'"; exit 100 ;; esac'
    run "$tree/lab" list
    expect_status 1
    expect_text "E: $words"
    expect_text "$advice"
    expect_text 'build/logs/install.log'
  done <<'END'
Temporary failure resolving 'deb.example.org'|go online
Could not get lock /var/lib/dpkg/lock-frontend|let it finish
You don't have enough free space|disk is full
something new|the log says why
END
}

test_interrupted_dpkg_is_mended() {
  as_root
  fake dpkg <<<'touch "'"$work"'/mended"'
  fake apt-get <<<'case " $* " in *--simulate*) echo "Conf a" ;; *--print-uris*) ;; *) [[ -e "'"$work"'/mended" ]] || { echo "E: dpkg was interrupted, you must manually run"; exit 100; } ;; esac'
  run "$tree/lab" list
  expect_status 0
  expect_call 'dpkg --configure -a'
}

test_second_run_asks_nothing() {
  as_root
  run "$tree/lab" list
  : >"$calls"
  run "$tree/lab" list
  expect_status 0
  expect_no_call dpkg-query
  expect_no_call apt-get
  expect_no_call cmake
  [[ $output == ran* ]] || fail 'a warm run says nothing of its own'
}

test_another_list_is_checked_again() {
  as_root
  run "$tree/lab" list
  echo 'third build command:third' >>"$tree/autograder/cli/launcher/packages.txt"
  : >"$calls"
  run "$tree/lab" list
  expect_call 'install no-such-tool no-such-library third'
  expect_call cmake  # new packages: CMake looks again
}

test_own_copies_count() {
  as_user
  fake no-such-tool <<<''
  mkdir -p "$work/include/no" && touch "$work/include/no/such.h"
  CPATH=$work/include run "$tree/lab" list
  expect_status 0
  expect_no_call apt-get
}

test_half_installed_does_not_count() {
  as_root
  fake no-such-tool <<<''
  fake dpkg-query <<<'echo "unpacked no-such-tool"; echo "installed no-such-library"'
  run "$tree/lab" list
  expect_call 'install no-such-tool'
  expect_no_call 'install no-such-tool no-such-library'
}

test_no_apt_names_what_is_missing() {
  as_user
  rm "$bin/apt-get" "$bin/dpkg-query"
  run "$tree/lab" list
  expect_status 1
  expect_text 'command no-such-tool'
  expect_text "header no/such.h (Debian's package is no-such-library)"
}

test_doctor_installs_a_profile() {
  as_root
  run "$tree/lab" doctor --install test
  expect_status 0
  expect_call 'install no-such-tool no-such-library'
  expect_no_call cmake
  run "$tree/lab" doctor --install tset
  expect_status 2
}

test_doctor_without_tools() {
  as_user
  run "$tree/lab" doctor
  expect_status 1
  expect_text 'g++ is not installed'
  expect_text 'build lacks: no-such-tool no-such-library'
  expect_text 'sudo apt-get update && sudo apt-get install'
  expect_no_text $'\033'
}

# ---- building ----

test_moved_tree_is_configured_again() {
  as_root
  run "$tree/lab" list
  echo "CMAKE_HOME_DIRECTORY:INTERNAL=$tree" >"$tree/build/cpu/CMakeCache.txt"
  mv "$tree" "$work/moved"
  run "$work/moved/lab" list
  expect_text 'made for another folder'
  expect_text "ran $work/moved/build/cpu"
  [[ ! -e $work/moved/build/cpu/CMakeCache.txt ]] || fail 'the old cache is still there'
}

test_half_made_tree_is_configured_again() {
  as_root
  run "$tree/lab" list
  rm "$tree/build/cpu/build.ninja"
  : >"$calls"
  run "$tree/lab" list
  expect_status 0
  expect_call cmake
}

test_damaged_tree_is_made_again() {
  as_root
  run "$tree/lab" list
  cp "$bin/ninja" "$work/good_ninja"
  fake ninja <<<'[[ -e "'"$work"'/cleaned" ]] || { touch "'"$work"'/cleaned"; echo "ninja: error: build.ninja:3: lexing error"; exit 1; }; exec "'"$work"'/good_ninja" "$@"'
  run "$tree/lab" list
  expect_status 0
  expect_text 'making it again'
}

test_failing_cmake_shows_the_error() {
  as_root
  fake cmake <<<'echo "-- Detecting"; echo "CMake Error at CMakeLists.txt:3"; exit 1'
  run "$tree/lab" list
  expect_status 1
  expect_text 'CMake Error at CMakeLists.txt:3'
  expect_no_text 'Detecting'
}

test_failing_build_shows_only_errors() {
  as_root
  fake ninja <<<'printf "%s\n" "1/2 Building a.o" "FAILED: b.o" "g++ -O2 -c b.cpp" "b.cpp:1:1: error: no" "ninja: build stopped: subcommand failed."; exit 1'
  run "$tree/lab" list
  expect_status 1
  expect_text 'b.cpp:1:1: error: no'
  expect_no_text 'Building a.o'
  expect_no_text 'g++ -O2'
}

test_real_cmake_and_ninja() {
  local real=/usr/local/bin:/usr/bin:/bin
  [[ -x /usr/bin/cmake && -x /usr/bin/ninja ]] || skip 'needs cmake and ninja'
  as_root
  rm "$bin/cmake" "$bin/ninja"
  cp "$repository/CMakePresets.json" "$tree/"
  printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(tiny LANGUAGES NONE)' \
    'configure_file(llmsys.sh autograder/cli/llmsys COPYONLY)' 'add_custom_target(llmsys_cli)' >"$tree/CMakeLists.txt"
  printf '#!/bin/bash\necho "real $1"\n' >"$tree/llmsys.sh" && chmod +x "$tree/llmsys.sh"
  PATH=$bin:$real run "$tree/lab" list
  expect_status 0
  expect_text 'real list'
}

# ---- the rest ----

test_ci_keeps_the_exit_status() {
  mkdir -p "$work/ci/.ci" && cp "$repository/.ci/run" "$work/ci/.ci/"
  printf '#!/bin/bash\necho "lab $*"; exit 7\n' >"$work/ci/lab" && chmod +x "$work/ci/lab"
  run "$work/ci/.ci/run"
  expect_status 7
  expect_text 'lab test'
}

test_shellcheck() {
  local checker
  checker=$(PATH=/usr/local/bin:/usr/bin:/bin command -v shellcheck) || skip 'needs shellcheck'
  run "$checker" "$repository/lab" "$repository/.ci/run" "$here"/*.sh
  expect_status 0
}

# ---- run them ----

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
