#!/usr/bin/env bash
# Makes up a class's submissions of one lab, for measuring `./lab grade-all` and for trying it out:
#   make_class.sh LAB STUDENTS OUT [SHARED]      make_class.sh 01_autodiff 200 /tmp/class
# Each student has a folder with the lab's task files. Of ten files about six are the solution, two the untouched stub and two
# one of the lab's planted mistakes. Stubs are left alone, as students leave them; every other file is made unlike all others:
# comments, blank lines, indentation and a constant of its own. SHARED in percent (default 0) of the students hand in files
# that are equal to another's. The same arguments make the same class.
set -euo pipefail
lab=$1 students=$2 out=$3 shared=${4:-0}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
solutions=$root/solutions/$lab
[ -d "$solutions" ] || { echo "make_class.sh: there is no lab $lab in $root/solutions" >&2; exit 2; }
declare -A patches # of each file, one a line
while IFS=: read -r patch line; do
  patches[${line##*/}]+=$patch$'\n'
done < <(grep --with-filename '^--- ' "$root/autograder/$lab/mutants"/*.patch)
RANDOM=2026

# file_of STUDENT FILE: prints the file as that student wrote it.
file_of() {
  local student=$1 name=$2 die=$((RANDOM % 10))
  if [ $die -lt 2 ]; then
    cat "$root/labs/$lab/$name"
    return
  fi
  echo "// student $student: $name"
  for ((i = RANDOM % 4; i > 0; --i)); do echo; done
  if [ $die -lt 4 ] && mutant_of "$name"; then cat "$work/solutions/$lab/$name"; else cat "$solutions/$name"; fi |
    if ((student % 2)); then sed -E 's/^( +)/\1\1/'; else cat; fi
  echo "namespace { [[maybe_unused]] constexpr int kStudent = $student; }"
}

# mutant_of FILE: a mistake planted in that file, in $work; false if there is none.
mutant_of() {
  local of_file
  [ -n "${patches[$1]:-}" ] || return 1
  mapfile -t of_file <<<"${patches[$1]%$'\n'}"
  rm -rf "$work" && mkdir -p "$work/solutions" && cp -r "$solutions" "$work/solutions/"
  patch -s -p1 --batch -d "$work" -i "${of_file[RANDOM % ${#of_file[@]}]}"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
for ((student = 1; student <= students; ++student)); do
  folder=$out/$(printf 'student%03d' "$student")
  mkdir -p "$folder"
  if [ "$student" -gt 1 ] && [ $((RANDOM % 100)) -lt "$shared" ]; then
    cp "$out/$(printf 'student%03d' $((student - 1)))"/* "$folder/"
    continue
  fi
  for path in "$solutions"/*; do
    name=${path##*/}
    file_of "$student" "$name" >"$folder/$name"
  done
done
