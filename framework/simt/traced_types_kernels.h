/// @file
/// Kernels on the emulator's types, compiled for tracing, and their launchers.
#pragma once
#include "framework/simt/half.h"

namespace llmsys::simt {

/// One warp: c = a b. a and b are 16x16 with lines `ldm` elements apart, c is 16x16.
void launch_product(float* c, const half* a, const half* b, unsigned ldm);
/// One warp copies 16x16 numbers to shared memory, in rows of 16, 24 or 64, and loads them as A.
void launch_shared_load(half* held, const half* a, int ldm);
/// One warp stores ones, column by column.
void launch_store_columns(float* c);
/// Each of `threads` threads adds 1 to the same float, a half2 to its own pair, and compares the same unsigned.
void launch_atomics(float* sum, half2* pairs, unsigned* flag, int threads);
/// Each of 64 threads copies 16 bytes by way of shared memory, asynchronously.
/// @param wait  whether it waits before it reads
void launch_async_copy(float4* to, const float4* from, bool wait);

}  // namespace llmsys::simt
