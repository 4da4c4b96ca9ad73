/// @file
/// Task 3.2: a matrix product on tensor cores.
#pragma once
#include "framework/device/stream.h"
#include "labs/03_gpu_fusion/half.h"

namespace llmsys::lab03 {

/// A block of 4 warps computes kBlockTile x kBlockTile results; each warp a quarter of them, as 2 x 2 fragments of 16 x 16.
inline constexpr int kFragment = 16;
inline constexpr int kBlockTile = 64;  ///< rows and columns of a block's results

/// C = A B, row-major; products of bfloat16 or half numbers, summed in float32 by tensor cores (wmma 16x16x16).
/// @param c  (M,N) float32, device memory   @param a  (M,K)   @param b  (K,N)   @param M,N,K  any, also 0
template <class T>
void matmul_tensor_core(float* c, const T* a, const T* b, int M, int N, int K, Stream stream);

}  // namespace llmsys::lab03
