/// @file
/// Task 2.7 (challenge): keeping some elements, with one atomic addition a warp.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// Given, and slow: as compact(), with an atomic addition for each element that stays.
void compact_naive(float* y, int* count, const float* x, int64_t n, Stream stream);

/// y: the elements of x (n) that are above 0; count (1): how many. Those of one warp stay together and in order; warps come
/// in any order.
/// @param y  (n), of which the first *count are written
void compact(float* y, int* count, const float* x, int64_t n, Stream stream);

}  // namespace llmsys::lab02
