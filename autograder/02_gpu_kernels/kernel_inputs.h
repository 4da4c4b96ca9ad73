/// @file
/// Inputs of lab 02's kernels, and checks that public and hidden tests share. Each draws its numbers from rng().
///
/// Most inputs are small integers: float32 adds and multiplies those exactly, in any order, so answers are compared bit by bit.
#pragma once
#include <string>
#include <vector>

#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab02 {

/// Integers from -4 to 4, never 0: an element that is left out shows.
Tensor small_integers(const Shape& shape, DType dtype = DType::f32);

/// 1, 2, 3, ... in row-major order, beginning again at 1 behind 251: each fits bf16, and as 251 is a prime, rows, tiles and
/// blocks of any other length are all different.
Tensor counted(const Shape& shape, DType dtype = DType::f32);

/// Task 2.1: where a copy begins, in elements behind a multiple of 256 bytes.
struct Offsets {
  int64_t x = 0;             ///< of what is read
  int64_t y = 0;             ///< of what is written
  bool in_a_stream = false;  ///< that is being captured
};
/// y equals x, and what lies beside y is as it was.
void expect_copy(const std::string& kernel, int64_t n, DType dtype, Offsets offsets = {});
/// Task 2.2.
void expect_transpose(int64_t R, int64_t C, DType dtype);
/// Threads of the largest grid of task 2.3's sum: kMaxPartials blocks of 256.
inline constexpr int64_t kSumThreads = 256 * 256;
/// Task 2.3.
void expect_row_sums(int64_t R, int64_t C, DType dtype);
/// Task 2.3.
void expect_sum(int64_t n, DType dtype);

/// Sizes of a product of matrices.
struct Product {
  int64_t M;          ///< of C (M,N) = A (M,K) B (K,N)
  int64_t N;          ///< likewise
  int64_t K;          ///< likewise
  int64_t a_gap = 0;  ///< elements between the rows of A
  int64_t b_gap = 0;  ///< likewise of B
};
/// Task 2.4.
void expect_matmul(const Product& sizes, DType dtype);
/// Task 2.5: x^2 + 1 in chunks, with the streams interleaved in the order that `seed` says.
void expect_pipeline(int64_t n, int64_t chunk, int64_t seed);

}  // namespace llmsys::lab02
