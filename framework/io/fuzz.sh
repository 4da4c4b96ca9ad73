#!/usr/bin/env bash
# Fuzzes one reader: fuzz.sh FORMAT [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach
# new code are added to corpus/, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
format=${1:?which format: safetensors, npy, model_config, tokenizer_json, tiktoken or gpt2_vocabulary} seconds=${2:-180} build=${3:-build/cpu}
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
make_fuzzer "$out/main.cpp" framework/io/{fuzz,shared_bytes,npy,npy_header,atomic_file,json_file}.cpp \
  framework/io/{model_config,model_config_json}.cpp framework/io/safetensors_{dtypes,file,header,json}.cpp \
  framework/io/{byte_characters,gpt2_vocabulary,split_patterns,tiktoken_file,tokenizer_json,vocabulary_builder}.cpp
run_fuzzer "$seconds" 1200 "-dict=framework/io/corpus/$format.dict"
