/// @file
/// Task 2.3: sums of a warp, of a block, of each row, of everything.
///
/// T is float or bf16; sums are made in float and rounded once, at the end. The order of the additions depends on sizes
/// only, so the same input gives the same bits every time.
#pragma once
#include <cstdint>

#include "framework/device/stream.h"
#include "labs/02_gpu_kernels/bf16.h"

namespace llmsys::lab02 {

/// y (32 * warps): each element is the sum of those 32 of x (32 * warps) that its warp holds. Shows your warp_sum().
void warp_sums(float* y, const float* x, int warps, Stream stream);

/// y (blocks): the sum of each block's `threads` elements of x (blocks * threads); threads is a multiple of 32, at most
/// 1024. Shows your block_sum().
void block_sums(float* y, const float* x, int blocks, int threads, Stream stream);

/// y (R): the sum of each row of x (R,C). R and C may be 0.
template <class T>
void row_sums(T* y, const T* x, int R, int C, Stream stream);

/// Partial sums that sum() makes at most.
inline constexpr int kMaxPartials = 256;

/// y (1): the sum of x (n); 0 for n = 0.
/// @param partials  (kMaxPartials) device memory for what is in between
template <class T>
void sum(T* y, float* partials, const T* x, int64_t n, Stream stream);

}  // namespace llmsys::lab02
