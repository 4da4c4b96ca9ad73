#!/usr/bin/env bash
# Fuzzes the pre-tokenizer, or the reader of token shards: fuzz.sh pieces|token_shard [SECONDS] [BUILD_FOLDER]. Needs
# clang++ with libFuzzer. New inputs that reach new code are added to corpus/, which is then minimised; the test suite
# replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
what=${1:?pieces or token_shard} seconds=${2:-180} build=${3:-build/cpu}
out=$build/fuzz/$what corpus=framework/data/corpus/$what
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_io
rm -rf "$out" && mkdir -p "$out" "$corpus"
cat >"$out/main.cpp" <<MAIN
#include "framework/data/detail/fuzz.h"
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return llmsys::detail::fuzz_$what(data, size);
}
MAIN
make_fuzzer "$out/main.cpp" framework/data/{code_point,pieces,pieces_llama3,token_shards}.cpp \
  "$build/framework/io/libllmsys_io.a" -lutf8proc
run_fuzzer "$seconds" 64
