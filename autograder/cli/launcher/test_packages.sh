# shellcheck shell=bash disable=SC2034,SC2154,SC2016  # launcher_test.sh has the scaffolding; false programs are in single quotes
# Tests of ./lab: what is missing, the rights, the question, and apt-get's ways to fail.

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
