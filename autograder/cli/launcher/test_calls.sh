# shellcheck shell=bash disable=SC2034,SC2154,SC2016  # launcher_test.sh has the scaffolding; false programs are in single quotes
# Tests of ./lab: help, wrong words, and the places it is called from.

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
    expect_text 'bench course data docs doctor'
  done
}

test_runs_the_program_with_its_arguments() {
  as_root
  run "$tree/lab" grade 0 --task '0.1 x'
  expect_status 0
  expect_text 'ran grade 0 --task 0.1 x'
  expect_text "ran $tree"
  expect_text "ran $tree/build/cpu"
  expect_call "cmake -S $tree --preset cpu -B $tree/build/cpu"
}

test_corpora_are_made_by_their_program() {
  as_root
  run "$tree/lab" data stories --count 3
  expect_status 0
  expect_text 'ran stories --count 3'
  expect_call 'corpora'
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
