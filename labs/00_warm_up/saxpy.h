/// @file
/// Lab 00, task 0.7: a first kernel, y = a x + y ("single-precision a times x plus y").
///
/// x and y (n) are device memory that does not overlap; n may be 0. Both functions launch a kernel and do not wait for it.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"

namespace llmsys::lab00 {

/// y = a x + y: thread i takes element i, so the threads of a warp take neighbours. You write its kernel.
void saxpy(float* y, const float* x, float a, int64_t n, Stream stream);

/// Given, and slow: the same, but each thread takes 32 elements that lie side by side, as a CPU's core would.
void saxpy_chunked(float* y, const float* x, float a, int64_t n, Stream stream);

}  // namespace llmsys::lab00
