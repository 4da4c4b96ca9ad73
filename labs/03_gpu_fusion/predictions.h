/// @file
/// Task 3.0: three predictions, made before the kernels exist and compared with what the emulator counts.
#pragma once
#include <cstdint>

namespace llmsys::lab03 {

/// Floats that a thread of task 3.1 loads from shared memory for each multiply-add, when it keeps tile x tile sums in
/// registers.
double predict_loads_per_fma(int64_t tile);

/// Who computes a softmax.
enum class Softmax {
  separate,  ///< softmax_separate(): five kernels, each of which reads and writes global memory
  fused      ///< task 3.3's kernel, for rows that fit into shared memory
};
/// Floats that move between global memory and the multiprocessors for a softmax of (rows, columns): loads and stores of
/// elements. Numbers of which there is one a row do not count.
int64_t predict_softmax_floats(Softmax how, int64_t rows, int64_t columns);

/// Instructions of tensor cores (16 x 16 x 16, one a warp) that task 3.2 issues for C (M,N) = A (M,K) B (K,N): its blocks
/// compute whole tiles of 64 x 64, also where they stick out of C.
int64_t predict_mma_instructions(int64_t M, int64_t N, int64_t K);

}  // namespace llmsys::lab03
