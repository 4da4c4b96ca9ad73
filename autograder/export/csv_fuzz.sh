#!/usr/bin/env bash
# Fuzzes the reader of tables: csv_fuzz.sh [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60} build=${2:-build/cpu}
out=$build/fuzz/csv corpus=$build/fuzz/csv/seeds
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_protocol
rm -rf "$out" && mkdir -p "$corpus"
printf 'Student,ID,"A ""b"" (1)"\r\n    Points Possible,,10\r\nx,1,\r\n' > "$corpus/canvas"
make_fuzzer autograder/export/{csv_fuzz,csv}.cpp
run_fuzzer "$seconds" 512
