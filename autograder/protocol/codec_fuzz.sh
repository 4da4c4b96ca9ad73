#!/usr/bin/env bash
# Fuzzes the decoder: codec_fuzz.sh [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach new code
# are added to corpus/, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:-120} build=${2:-build/cpu}
out=$build/fuzz/codec corpus=autograder/protocol/corpus
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_protocol
rm -rf "$out" && mkdir -p "$out"
make_fuzzer autograder/protocol/{codec_fuzz,codec,values}.cpp
run_fuzzer "$seconds" 512
