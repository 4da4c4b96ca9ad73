/// @file
/// Task 3.1: a matrix product whose threads compute a small tile of results each, from registers.
#pragma once
#include "framework/device/stream.h"
#include "labs/03_gpu_fusion/half.h"

namespace llmsys::lab03 {

/// Tiles of matmul_register: a block computes kTileM x kTileN results, kTileK products of each at a time; a thread computes
/// kThreadTile x kThreadTile of them. Each value that a thread reads from shared memory then serves kThreadTile / 2
/// multiply-adds instead of half a one.
inline constexpr int kTileM = 64;
inline constexpr int kTileN = 64;      ///< columns of a block's results
inline constexpr int kTileK = 16;      ///< products of each at a time
inline constexpr int kThreadTile = 4;  ///< rows and columns of a thread's results

/// C = A B, row-major, summed in float32.
/// @param c  (M,N), device memory   @param a  (M,K)   @param b  (K,N)   @param M,N,K  any, also 0
template <class T>
void matmul_register(T* c, const T* a, const T* b, int M, int N, int K, Stream stream);

}  // namespace llmsys::lab03
