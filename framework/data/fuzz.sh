#!/usr/bin/env bash
# Fuzzes the pre-tokenizer: fuzz.sh [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach new code
# are added to corpus/pieces, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:-180} build=${2:-build/cpu}
out=$build/fuzz/pieces corpus=framework/data/corpus/pieces
# shellcheck source=framework/testing/libfuzzer.sh
source framework/testing/libfuzzer.sh
cmake --build "$build" --target llmsys_data
rm -rf "$out" && mkdir -p "$out" "$corpus"
cat >"$out/main.cpp" <<'MAIN'
#include "framework/data/detail/fuzz.h"
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return llmsys::detail::fuzz_pieces(data, size);
}
MAIN
make_fuzzer "$out/main.cpp" framework/data/{code_point,pieces,pieces_llama3}.cpp -lutf8proc
run_fuzzer "$seconds" 64
