#!/usr/bin/env bash
# Fuzzes the decoder: codec_fuzz.sh [SECONDS] [BUILD_FOLDER]. Needs clang++ with libFuzzer. New inputs that reach new code
# are added to corpus/, which is then minimised; the test suite replays it.
set -eu
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
seconds=${1:-120} build=${2:-build/cpu} out=${2:-build/cpu}/fuzz
cmake --build "$build" --target llmsys_protocol
rm -rf "$out/corpus" && mkdir -p "$out/found" "$out/corpus"

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

# Only the decoder is instrumented: its branches are what the fuzzer looks for.
clang++ -std=gnu++20 -g -O1 -I. -include "$out/source_location.h" -fsanitize=fuzzer,address,undefined \
  -fno-sanitize-recover=all -o "$out/codec_fuzz" \
  autograder/protocol/codec_fuzz.cpp autograder/protocol/codec.cpp autograder/protocol/values.cpp \
  -Wl,--start-group "$build"/framework/{tensor,memory,blas,base}/lib*.a -Wl,--end-group -lgomp -ldl -lpthread
"$out/codec_fuzz" -max_total_time="$seconds" -max_len=512 -timeout=5 -rss_limit_mb=2048 \
  -artifact_prefix="$out/" "$out/found" autograder/protocol/corpus
"$out/codec_fuzz" -set_cover_merge=1 -max_len=512 "$out/corpus" autograder/protocol/corpus "$out/found"
rm -f autograder/protocol/corpus/* && cp "$out"/corpus/* autograder/protocol/corpus/
echo "corpus/ holds $(find autograder/protocol/corpus -type f | wc -l) inputs"
