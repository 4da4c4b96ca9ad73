#!/usr/bin/env bash
# Fuzzes one reader: fuzz.sh safetensors|npy [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach
# new code are added to corpus/, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
format=${1:?which format: safetensors or npy} seconds=${2:-180} build=${3:-build/cpu}
out=$build/fuzz/$format corpus=framework/io/corpus/$format
cmake --build "$build" --target llmsys_io
rm -rf "$out" && mkdir -p "$out/found" "$out/corpus"

# clang before 16 has no std::source_location; this one has its size and says nothing.
cat >"$out/source_location.h" <<'SHIM'
#pragma once
#include <source_location>
#ifndef __cpp_lib_source_location
namespace std {
struct source_location {
  static source_location current() { return {}; }
  const char* file_name() const { return ""; }
  unsigned line() const { return 0; }
  const void* place = nullptr;
};
}  // namespace std
#endif
SHIM
cat >"$out/main.cpp" <<MAIN
#include "framework/io/detail/fuzz.h"
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  return llmsys::detail::fuzz_$format(data, size);
}
MAIN

# Only the readers are instrumented: their branches are what the fuzzer looks for.
clang++ -std=gnu++20 -g -O1 -I. -include "$out/source_location.h" -fsanitize=fuzzer,address,undefined \
  -fno-sanitize-recover=all -o "$out/fuzz" "$out/main.cpp" framework/io/fuzz.cpp framework/io/shared_bytes.cpp \
  framework/io/npy.cpp framework/io/npy_header.cpp framework/io/atomic_file.cpp framework/io/safetensors_dtypes.cpp \
  framework/io/safetensors_file.cpp framework/io/safetensors_header.cpp framework/io/safetensors_json.cpp \
  -Wl,--start-group "$build"/framework/{tensor,memory,blas,base}/lib*.a -Wl,--end-group -lgomp -ldl -lpthread
"$out/fuzz" -max_total_time="$seconds" -max_len=600 -timeout=5 -rss_limit_mb=2048 -dict="framework/io/corpus/$format.dict" \
  -artifact_prefix="$out/" -print_final_stats=1 "$out/found" "$corpus"
"$out/fuzz" -set_cover_merge=1 -use_counters=0 -max_len=600 "$out/corpus" "$corpus" "$out/found"
rm -f "$corpus"/* && cp "$out"/corpus/* "$corpus"/
echo "$corpus holds $(find "$corpus" -type f | wc -l) inputs"
