# shellcheck shell=bash disable=SC2154  # build, out and corpus are set by the script that sources this
# Building and running a fuzzer with clang's libFuzzer. Sourced from the repository's root by a component's fuzz script.
#   build   build folder of preset cpu, whose libraries are linked      out  a folder to work in      corpus  known inputs

# make_fuzzer SOURCES...: builds $out/fuzz. Only SOURCES are instrumented: their branches are what the fuzzer looks for.
make_fuzzer() {
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
  clang++ -std=gnu++20 -g -O1 -I. -include "$out/source_location.h" -fsanitize=fuzzer,address,undefined \
    -fno-sanitize-recover=all -o "$out/fuzz" "$@" \
    -Wl,--start-group "$build"/framework/{tensor,memory,device,simt,blas,base}/lib*.a -Wl,--end-group -lgomp -ldl -lpthread
}

# run_fuzzer SECONDS MAX_LENGTH OPTIONS...: looks for new inputs, then replaces the corpus by the fewest that reach as much.
run_fuzzer() {
  mkdir -p "$out/found" "$out/corpus"
  "$out/fuzz" -max_total_time="$1" -max_len="$2" -timeout=5 -rss_limit_mb=2048 -artifact_prefix="$out/" \
    -print_final_stats=1 "${@:3}" "$out/found" "$corpus"
  "$out/fuzz" -set_cover_merge=1 -use_counters=0 -max_len="$2" "$out/corpus" "$corpus" "$out/found"
  rm -f "$corpus"/* && cp "$out"/corpus/* "$corpus"/
  echo "$corpus holds $(find "$corpus" -type f | wc -l) inputs"
}
