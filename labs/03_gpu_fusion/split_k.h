/// @file
/// Challenge 3.7: a matrix product with few results and long sums.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab03 {

/// C = A B, row-major, for small M and N and large K: each block computes all of C for one piece of K, and a second kernel
/// adds the pieces in order (no atomics: the same bits every time).
/// @param c  (M,N), device memory   @param a  (M,K)   @param b  (K,N)
/// @param scratch  (splits,M,N): what the pieces add up to, each for itself. Piece s is k from s length on, where length is
///                 K / splits, rounded up
/// @param splits  pieces of K, at least 1; pieces may be empty
void matmul_split_k(float* c, float* scratch, const float* a, const float* b, int M, int N, int K, int splits,
                    Stream stream);

}  // namespace llmsys::lab03
