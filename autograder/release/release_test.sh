#!/usr/bin/env bash
# Holds `./lab release` and `./lab pack`:  release_test.sh PROGRAM [all]
# PROGRAM is the command line program, with LLMSYS_ROOT and LLMSYS_BUILD set. `all` also builds and grades in releases, as
# another user without our build folder: half an hour on 2 cores. What needs root, unzip or a mount namespace is skipped without.
set -uo pipefail
program=$1 scope=${2:-}
root=$LLMSYS_ROOT
scratch=$(mktemp -d "${LLMSYS_SCRATCH:-${TMPDIR:-/tmp}}/llmsys-release-XXXXXX")
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0 skipped=0

check() { # check CLAIM COMMAND...: the claim holds if the command succeeds
  local claim=$1
  shift
  if "$@" >"$scratch/said" 2>&1; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$claim"
    tail -n 30 "$scratch/said"
  fi
}
skip() { skipped=$((skipped + 1)) && printf 'skipped: %s\n' "$*"; }

fails_with() { # fails_with WORDS COMMAND...
  local words=$1
  shift
  "$@" >"$scratch/failing" 2>&1 && return 1
  grep -qF -- "$words" "$scratch/failing" || { cat "$scratch/failing" && false; }
}
exits_with() { # exits_with STATUS COMMAND...
  local wanted=$1
  shift
  "$@"
  [[ $? == "$wanted" ]]
}

# --- what is in a student release ---
student=$scratch/student
long_lines() { # long_lines FOLDER...: the lines of its files, without blanks around them
  find "$@" -type f -exec strings -n 8 {} + | sed 's/^[ \t+]*//; s/[ \t]*$//' | awk 'length > 30' | LC_ALL=C sort -u
}
is_secret='/(hidden[^/]*|diagnoses[^/]*|reference/.*|mutants/[^/]*patch)$'
no_line_leaks() { # lines of solutions, hidden tests, ... that are nowhere else in the repository; found by other means than the release's
  local secret=$scratch/secret public=$scratch/public
  mkdir "$secret" "$public"
  (cd "$root" && cp -r solutions "$secret" && find autograder -type f | grep -E "$is_secret" | xargs cp --parents -t "$secret")
  (cd "$root" && cp -r framework labs programs datasets docs cmake "$public" && find autograder -type f | grep -vE "$is_secret" | xargs cp --parents -t "$public")
  LC_ALL=C comm -23 <(long_lines "$secret") <(long_lines "$public") >"$scratch/lines"
  rm -rf "$secret" "$public"
  [[ $(wc -l <"$scratch/lines") -gt 5000 ]] && ! LC_ALL=C comm -12 "$scratch/lines" <(long_lines "$student") | grep .
}
no_name_leaks() { # functions of right answers, diagnoses and solutions have no name in any object
  ! find "$student/prebuilt" -name '*.o' -exec nm -C {} + | grep -E ' [TtWVud] .*(reference|mistake|diagnos|_wrong|expect_)' | grep -v 'T llmsys::lab_diagnoses'
}
no_path_leaks() { ! grep -rlF -e "$root/" -e "$LLMSYS_BUILD" "$student"; }
no_debugging_information() { ! find "$student/prebuilt" -name '*.o' -exec readelf -SW {} + | grep -q '[.]debug_'; }
no_secret_files() {
  [[ ! -e $student/solutions && ! -e $student/.git ]] &&
    [[ -z $(find "$student/autograder" -path '*/[0-9]*_*/*' \( -name 'hidden*' -o -name 'diagnoses*' -o -path '*/reference/*' -o -path '*/mutants/*' \)) ]]
}
hashes_hold() {
  sed -n 's/^  "\(.*\)": "\([0-9a-f]\{64\}\)",\{0,1\}$/\2  \1/p' "$student/RELEASE.json" >"$scratch/sums"
  [[ $(wc -l <"$scratch/sums") -gt 300 ]] && (cd "$student" && sha256sum --quiet -c "$scratch/sums")
}
same_again() {
  "$program" release student "$scratch/again" --labs 0 --no-programs && diff -r "$student" "$scratch/again"
  local status=$?
  rm -rf "$scratch/again"
  return $status
}
as_stranger() { # another user, whose HOME is empty and who has none of our settings
  local -a other=()
  [[ $(id -u) != 0 ]] || other=(setpriv --reuid 65534 --regid 65534 --clear-groups)
  env -i PATH=/usr/local/bin:/usr/bin:/bin HOME="$scratch/home" LANG=C.UTF-8 "${other[@]}" "$@"
}
configures() {
  mkdir -p "$scratch/home" && cp -r "$student" "$scratch/home/course" || return
  [[ $(id -u) != 0 ]] || chown -R 65534:65534 "$scratch/home"
  (cd "$scratch/home/course" && as_stranger cmake --preset cpu)
}

check "a student release of lab 0 is made" "$program" release student "$student" --labs 0 --no-programs
check "no line of a solution or hidden test is in it" no_line_leaks
check "no right answer or diagnosis has a name in its objects" no_name_leaks
check "no path of this machine is in it" no_path_leaks
check "its objects have no debugging information" no_debugging_information
check "no secret file is in it" no_secret_files
check "RELEASE.json has the hash of each file" hashes_hold
check "made again it is the same, byte by byte" same_again
check "a stranger can configure it elsewhere" configures
check "what is there already is not overwritten" fails_with 'is there already' "$program" release student "$student"
check "labs that are not there are refused" fails_with '--labs takes numbers' "$program" release student "$scratch/x" --labs 77
check "commands that need solutions say so" fails_with 'your instructor has them' env LLMSYS_ROOT="$student" "$program" verify 0
check "nothing half made is left" test -z "$(ls -d "$scratch"/*.draft 2>/dev/null)"

# --- instructors ---
instructor=$scratch/instructor
whole() {
  [[ -f $instructor/README_INSTRUCTOR.md && -f $instructor/solutions/00_warm_up/view.cpp && -f $instructor/autograder/00_warm_up/hidden.cpp && ! -e $instructor/.git && ! -e $instructor/build ]] &&
    [[ $(stat -c %a "$instructor/keys/grading_secret") == 600 && $(wc -c <"$instructor/keys/grading_secret") == 65 ]]
}
check "an instructor release is made" "$program" release instructor "$instructor"
check "it has everything, and a secret of its own" whole
check "a student release can be made from it" test "$(LLMSYS_ROOT=$instructor "$program" list | head -n 1 | cut -c1-2)" = 00

# --- pack ---
packed_once() { "$program" pack 0 "$scratch/one.zip" --from "$root/solutions/00_warm_up" && "$program" pack 0 "$scratch/two.zip" --from "$root/solutions/00_warm_up" && cmp "$scratch/one.zip" "$scratch/two.zip"; }
unpacks() { mkdir "$scratch/unpacked" && unzip -q "$scratch/one.zip" -d "$scratch/unpacked" && diff -r "$scratch/unpacked" "$root/solutions/00_warm_up"; }
stubs_are_named() {
  mkdir "$scratch/stubs" && cp "$student"/labs/00_warm_up/*.c* "$scratch/stubs" && echo 'int broken(' >"$scratch/stubs/view.cpp" && rm "$scratch/stubs/bigram.cpp"
  exits_with 1 "$program" pack 0 "$scratch/stubs.zip" --from "$scratch/stubs" >"$scratch/remarks" &&
    grep -q 'view.cpp .*does not compile' "$scratch/remarks" && grep -q 'broadcast.cpp .*stub as it was' "$scratch/remarks" && grep -q 'bigram.cpp .*not packed' "$scratch/remarks"
}
check "a lab is packed, the same bytes each time" packed_once
if command -v unzip >/dev/null; then check "it holds exactly the task files" unpacks; else skip 'unzip is not there'; fi
check "stubs, and files that are missing or do not compile, are named" stubs_are_named

# --- Gradescope ---
autograder=$scratch/gradescope.zip
starts_at_the_top() { unzip -Z1 "$autograder" | grep -qx setup.sh && unzip -Z1 "$autograder" | grep -qx run_autograder; }
no_secret_in_autograder() { ! unzip -Z1 "$autograder" | grep -E 'solutions/.*[.](cpp|cu)$|autograder/[0-9].*/(mutants|reference)/|/hidden[^/]*[.]cpp$|/diagnoses[^/]*[.](cpp|h)$|[.]git/'; }
check "an autograder for Gradescope is made" "$program" release gradescope 0 "$autograder"
if command -v unzip >/dev/null; then
  check "setup.sh and run_autograder are at its top" starts_at_the_top
  check "no solution and no secret source is in it" no_secret_in_autograder
else
  skip 'unzip is not there'
fi

# --- the slow part ---
if [[ $scope == all ]]; then
  # shellcheck source=/dev/null
  source "$root/autograder/release/stranger_test.sh"
fi
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[[ $failed == 0 ]]
