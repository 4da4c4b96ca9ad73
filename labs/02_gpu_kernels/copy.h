/// @file
/// Task 2.1: copies, the plainest kernels there are: nothing but memory traffic.
///
/// T is float or bf16. x and y (n) are device memory that does not overlap; n may be 0.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"
#include "labs/02_gpu_kernels/bf16.h"

namespace llmsys::lab02 {

/// Given, and slow: each thread copies a stretch of its own, as a CPU's core would.
template <class T>
void copy_blocked(T* y, const T* x, int64_t n, Stream stream);

/// Coalesced: at each step, the threads of a warp copy elements that lie side by side.
template <class T>
void copy_coalesced(T* y, const T* x, int64_t n, Stream stream);

/// Coalesced and 16 bytes at a time: 4 floats or 8 bf16 in one load and one store. What lies before the first and behind
/// the last multiple of 16 goes one by one. Where x and y lie differently to multiples of 16, all goes one by one.
template <class T>
void copy_vectorized(T* y, const T* x, int64_t n, Stream stream);

}  // namespace llmsys::lab02
