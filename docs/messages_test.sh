#!/usr/bin/env bash
# The messages that docs/cpp_for_pytorch.md explains are what the compiler of record prints for docs/messages/NAME.cpp:
# each line after `<!-- output: NAME -->` is part of a line of the output, in order; `...` stands for lines left out.
set -uo pipefail

cd "${LLMSYS_ROOT:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 1
export LC_ALL=C.UTF-8
compiler="${CXX:-g++}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0

if ! "$compiler" --version | head -1 | grep -q 'g++.* 12\.'; then
  echo "skipped: messages are those of g++ 12, and $compiler is another compiler"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi

output_of() {  # compiles docs/messages/NAME.cpp, runs what comes out; both speak on standard error
  "$compiler" -std=c++20 -g -I . -fsanitize=address "docs/messages/$1.cpp" -o "$scratch/$1" && "$scratch/$1"
}

shown() { awk -v mark="<!-- output: $1 -->" '$0 == mark { on = 1; next } on && /^```$/ { exit } on && !/^```/' "$2"; }

# Addresses and process numbers differ from run to run, line numbers of the framework from commit to commit.
without_numbers() { sed -E 's/0x[0-9a-f]+/0x0/g; s/==[0-9]+==/==0==/; s#(framework/[^:]+):[0-9]+:[0-9]+#\1#'; }

for source in docs/messages/*.cpp; do
  name="$(basename "$source" .cpp)"
  output_of "$name" 2>&1 | without_numbers > "$scratch/output"
  shown "$name" docs/cpp_for_pytorch.md | without_numbers > "$scratch/shown"
  if [ -s "$scratch/shown" ] && awk '
      NR == FNR { want[++n] = $0; next }
      { while (at < n && want[at + 1] == "...") at++ }
      at < n && index($0, want[at + 1]) { at++ }
      END { if (at < n) { print "not printed any more: " want[at + 1]; exit 1 } }' "$scratch/shown" "$scratch/output"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: the page shows what $source leads to; now it is:"
    head -40 "$scratch/output"
  fi
done

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
