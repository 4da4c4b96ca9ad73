#!/usr/bin/env bash
# Fuzzes the archive reader: unpack_fuzz.sh [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach new
# code are added to corpus/, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:-120} build=${2:-build/cpu}
out=$build/fuzz/unpack corpus=autograder/submission/corpus
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_base
rm -rf "$out" && mkdir -p "$out"
make_fuzzer autograder/submission/{unpack_fuzz,unpack,unpack_wire,path_rules}.cpp autograder/report/printable.cpp -larchive
run_fuzzer "$seconds" 4096
