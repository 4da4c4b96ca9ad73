/// @file
/// Inputs of lab 03's kernels, and checks that public and hidden tests share. Each draws its numbers from rng(). With
/// `count`, kernels are counted as well, which the answer then tells: what is counted has to be right.
#pragma once
#include <string>

#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab03 {

/// Fails unless `got` has that dtype and is `want` (float64) up to rounding: 1e-5 of it for f32, 1/128 for bf16.
void expect_near(const Value& got, const Tensor& want, DType dtype, const std::string& what);

/// Sizes of a product of matrices.
struct Product {
  int64_t M;  ///< of C (M,N) = A (M,K) B (K,N)
  int64_t N;  ///< likewise
  int64_t K;  ///< likewise
};
/// Tasks 3.1, 3.2 and 3.7: small integers, whose products and sums float32 makes exactly.
/// @param scenario  "matmul_register"   @param splits  of "matmul_split_k", else 0
/// @return the answer
Values expect_product(const std::string& scenario, const Product& sizes, DType dtype, int64_t splits = 0,
                      bool count = false);

/// Task 3.3, of normal numbers times `scale`.  @return the answer
Values expect_softmax(int64_t rows, int64_t columns, DType dtype, double scale = 3, bool count = false);
/// Task 3.3.
void expect_softmax_backward(int64_t rows, int64_t columns, DType dtype);

/// Inputs of task 3.4: x around `offset`, w around 1, b around 0.
Values layer_norm_inputs(int64_t rows, int64_t columns, DType dtype, double offset = 0);
/// Task 3.4.  @return the answer
Values expect_layer_norm(int64_t rows, int64_t columns, DType dtype, double offset = 0, bool count = false);

/// Inputs of task 3.5: with the right mean and rstd.
Values layer_norm_backward_inputs(int64_t rows, int64_t columns, DType dtype);
/// Task 3.5: `which` of "dx", "dw", "db", or all for "".  @return the answer
Values expect_layer_norm_backward(int64_t rows, int64_t columns, DType dtype, const std::string& which = "",
                                  bool count = false);

/// Task 3.6: small integers.
void expect_scan(int64_t n);

}  // namespace llmsys::lab03
