#!/usr/bin/env bash
# Fuzzes one reader: fuzz.sh FORMAT [SECONDS] [BUILD_FOLDER]. FORMAT is a folder of corpus/: safetensors,
# npy, gguf, ... Needs clang++ with libFuzzer. New inputs that reach new code are added to corpus/, which is then minimised;
# the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
format=${1:?which format, a folder of framework/io/corpus} seconds=${2:-180} build=${3:-build/cpu}
out=$build/fuzz/$format corpus=framework/io/corpus/$format
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_io
rm -rf "$out" && mkdir -p "$out"
cat >"$out/main.cpp" <<MAIN
#include "framework/io/detail/fuzz.h"
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return llmsys::detail::fuzz_$format(data, size);
}
MAIN
make_fuzzer "$out/main.cpp" $(ls framework/io/*.cpp | grep -v _test.cpp)
run_fuzzer "$seconds" 1200 "-dict=framework/io/corpus/$format.dict"
