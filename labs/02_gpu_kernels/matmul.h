/// @file
/// Task 2.4: matrix products through tiles in shared memory.
///
/// T is float or bf16; sums are made in float. Row-major: A (M,K), B (K,N), C (M,N). The rows of A begin lda elements
/// apart, those of B ldb: BLAS calls this the leading dimension. M, N and K may be 0; for K = 0, C is 0.
#pragma once
#include "framework/device/stream.h"
#include "labs/02_gpu_kernels/bf16.h"

namespace llmsys::lab02 {

/// The side of a tile: 32 x 32 elements of A and as many of B are in shared memory at a time.
inline constexpr int kMatmulTile = 32;

/// Given, and slow: one thread an element of C, which reads its row of A and its column of B from global memory.
template <class T>
void matmul_naive(T* c, const T* a, const T* b, int M, int N, int K, int lda, int ldb, Stream stream);

/// Each block computes a kMatmulTile x kMatmulTile tile of C and reads each element it needs from global memory once.
/// @param lda  at least K    @param ldb  at least N; the rows of C lie N elements apart
template <class T>
void matmul(T* c, const T* a, const T* b, int M, int N, int K, int lda, int ldb, Stream stream);

}  // namespace llmsys::lab02
