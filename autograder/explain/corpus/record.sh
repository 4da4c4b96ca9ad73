#!/usr/bin/env bash
# Compiles each case of this folder as a student's file is compiled, and writes what g++ said into it:
#   record.sh [CASE...]        of a case without "=== shown", explain_test says what is shown
# A case: what the student did; "=== FILE" and the file; "=== g++" and the compiler's words; "=== shown" and ours.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
kernel_flags=(-x c++ -O2 -Wno-unknown-pragmas -fsanitize=thread -Wno-tsan -DLLMSYS_SIMT_TRACED=1)

record() {
  local case=$1 file source flags=(-O1)
  file=$(sed -n 's/^=== \(labs.*\)/\1/p' "$case")
  source=$folder/$(basename "$file")
  awk '/^=== /{part++} part==1 && !/^=== /' "$case" >"$source"
  [[ $file != *.cu ]] || flags=("${kernel_flags[@]}")
  LC_ALL=C.UTF-8 g++-12 -I"$root" "${flags[@]}" -std=gnu++20 -D_GLIBCXX_ASSERTIONS -DLLMSYS_CHECKED_ACCESS=1 -Wall -Wextra \
    -Wno-unused-parameter -Wno-unused-variable -Wno-unused-function -march=x86-64-v3 \
    -c "$source" -o /dev/null 2>"$folder/log" || true
  {
    awk '/^=== g\+\+/{exit} {print}' "$case"
    echo "=== g++"
    sed "s|$source|$file|g; s|$root/|/home/ann/lab/|g" "$folder/log"
    awk '/^=== shown/{shown=1} shown' "$case"
  } >"$folder/case"
  cp "$folder/case" "$case"
}

for case in "${@:-$here/*.txt}"; do
  for path in $case; do record "$path"; done
done
