/// @file
/// What fuzzers found, in the test suite, without a fuzzer.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace llmsys::testing {

/// What a fuzzer calls with bytes of its own; LLVMFuzzerTestOneInput() is one.
using FuzzTarget = int (*)(const uint8_t* data, size_t size);

/// Calls `target` with `bytes`; the test fails unless it returns 0.
void feed(FuzzTarget target, const std::string& bytes);

/// feed() with each file of `folder`, a path from the root of the sources.  @return how many there are
int replay_corpus(FuzzTarget target, const std::string& folder);

}  // namespace llmsys::testing
