# shellcheck shell=bash disable=SC2034,SC2154,SC2016  # launcher_test.sh has the scaffolding; false programs are in single quotes
# Tests of ./lab: configuring, building, and build trees that went wrong.

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
