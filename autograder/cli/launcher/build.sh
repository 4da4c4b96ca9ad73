# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# Configures the build tree once and brings one target up to date.

configured_stamp=.configured_by_lab  # in LLMSYS_BUILD; holds the two folders, so a moved tree is noticed

# need_build_folder: stops where nothing can be built.
need_build_folder() {
  writable_folder "$build_root/launcher" && writable_folder "$build_root/logs" && return
  stop 1 "cannot write to $build_root, where the program would be built" \
    "choose a folder of yours: LLMSYS_BUILD_DIR=\$HOME/llmsys_build ./lab ..."
}

# build_target NAME: returns when it is built, else shows the compiler's errors and exits 1.
build_target() {
  local build_log=$build_root/logs/build.log
  lock_build
  is_configured || configure
  if ! run_ninja "$1"; then
    is_damaged || explain_build
    say "the build tree was damaged; making it again"
    configure_afresh
    run_ninja "$1" || explain_build
  fi
  exec {build_lock}>&-
}

# lock_build: one ./lab at a time configures and builds.
lock_build() {
  exec {build_lock}>>"$build_root/launcher/lock"
  command -v flock >/dev/null || return 0
  flock -n "$build_lock" && return
  say "another ./lab is building here; waiting for it"
  flock "$build_lock"
}

# is_configured: by us, from this place to this place, and after the last package came.
is_configured() {
  local stamp=$LLMSYS_BUILD/$configured_stamp text packages
  [[ -f $stamp && -f $LLMSYS_BUILD/build.ninja ]] || return 1
  for packages in "$build_root"/launcher/packages.*; do
    [[ ! $packages -nt $stamp ]] || return 1
  done
  IFS= read -r text <"$stamp" && [[ $text == "$LLMSYS_ROOT -> $LLMSYS_BUILD" ]]
}

configure() {
  local cache=$LLMSYS_BUILD/CMakeCache.txt
  if [[ -f $cache ]] && ! grep -qFx "CMAKE_HOME_DIRECTORY:INTERNAL=$LLMSYS_ROOT" "$cache"; then
    say "the build tree was made for another folder; making it again"
    configure_afresh
  elif ! run_cmake; then
    [[ -f $cache ]] || explain_configure
    configure_afresh
  fi
}

# configure_afresh: without what CMake and ninja remember; the history of your grades, which is there too, stays.
configure_afresh() {
  rm -rf -- "$LLMSYS_BUILD"/{CMakeCache.txt,CMakeFiles,build.ninja,.ninja_deps,.ninja_log}
  run_cmake || explain_configure
}

run_cmake() {
  progress 'configuring (once)'
  cmake -S "$LLMSYS_ROOT" --preset cpu -B "$LLMSYS_BUILD" >"$build_root/logs/configure.log" 2>&1 || { end_progress; return 1; }
  printf '%s\n' "$LLMSYS_ROOT -> $LLMSYS_BUILD" >"$LLMSYS_BUILD/$configured_stamp"
  end_progress
}

explain_configure() {
  say "cmake failed; the end of $build_root/logs/configure.log:"
  grep -v '^-- ' "$build_root/logs/configure.log" | tail -n 25 | sed 's/^/    /' >&2
  stop 1 "./lab doctor shows what this machine lacks"
}

# run_ninja TARGET: output to the build log, progress to the terminal.
run_ninja() {
  local -a jobs=()
  [[ -z ${LLMSYS_JOBS:-} ]] || jobs=(-j "$LLMSYS_JOBS")
  [[ -x $LLMSYS_BUILD/autograder/cli/llmsys ]] || say "building the command line program (the first time takes a minute)"
  NINJA_STATUS='%f/%t ' ninja -C "$LLMSYS_BUILD" "${jobs[@]}" "$1" 2>&1 | show_build
}

# show_build: copies ninja's output to the log; a line "12/57 Building ..." becomes the progress line.
show_build() {
  local line
  while IFS= read -r line; do
    printf '%s\n' "$line"
    [[ $line =~ ^([0-9]+/[0-9]+)\  ]] && progress "building ${BASH_REMATCH[1]} $(clock $SECONDS)"
  done >"$build_log"
  end_progress
}

# is_damaged: ninja could not even read the tree, or it names files that are gone.
is_damaged() { grep -qE '^ninja: (fatal|error: (loading|build\.ninja:|.*missing and no known rule))' "$build_log"; }

# explain_build: the errors without the command lines that led to them.
explain_build() {
  say "the build failed; the whole log: $build_log"
  awk '/^[0-9]+\/[0-9]+ / || /^ninja: Entering/ { next }  /^FAILED: / { print; skip = 1; next }  skip { skip = 0; next }  { print }' \
    "$build_log" | head -n 60 >&2
  if grep -q 'Killed signal' "$build_log"; then say "the compiler ran out of memory: try LLMSYS_JOBS=1 ./lab ..."; fi
  exit 1
}
