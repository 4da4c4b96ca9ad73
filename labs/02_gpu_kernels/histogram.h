/// @file
/// Task 2.8 (challenge): counting, where many threads want the same counter.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// One for each value of a byte.
inline constexpr int kBins = 256;
/// Blocks that histogram() launches at most.
inline constexpr int kHistogramBlocks = 64;

/// Given, and slow: each byte is an atomic addition to global memory.
void histogram_naive(int* counts, const uint8_t* x, int64_t n, Stream stream);

/// counts (kBins): how often each value is in x (n). Each block counts in shared memory first, and adds its counts to
/// the result at the end. Sets counts; they need not be 0 before.
void histogram(int* counts, const uint8_t* x, int64_t n, Stream stream);

}  // namespace llmsys::lab02
