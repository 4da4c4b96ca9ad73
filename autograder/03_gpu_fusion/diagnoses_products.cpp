// Lab 03, tasks 3.1, 3.2 and 3.7: what products give that are wrong in one way.
#include <algorithm>
#include <functional>

#include "autograder/03_gpu_fusion/diagnoses.h"
#include "autograder/03_gpu_fusion/reference/kernels.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab03 {
namespace {

constexpr int64_t kStep = 16;  // of K, in both kernels

// The product over k in [first, last).
Tensor piece(const Values& in, int64_t first, int64_t last) {
  return reference::matmul(raw::slice(in["a"].tensor(), 1, first, last), raw::slice(in["b"].tensor(), 0, first, last));
}

Tensor without_tail(const Values& in) { return piece(in, 0, in["a"].tensor().size(1) / kStep * kStep); }

Tensor last_step_only(const Values& in) {
  const int64_t K = in["a"].tensor().size(1);
  return piece(in, std::max<int64_t>(K - 1, 0) / kStep * kStep, K);
}

// The product with each 16 x 16 piece of B transposed.
Tensor pieces_transposed(const Values& in) {
  const Tensor &a = in["a"].tensor(), &b = in["b"].tensor();
  const int64_t K = b.size(0), N = b.size(1);
  const std::vector<double> from = to_vector<double>(raw::to(b, DType::f64));
  std::vector<double> turned(from.size(), 0.0);
  for (int64_t k = 0; k < K; ++k)
    for (int64_t n = 0; n < N; ++n) {
      const int64_t row = k - k % kStep + n % kStep, column = n - n % kStep + k % kStep;
      if (row < K && column < N) turned[static_cast<size_t>(k * N + n)] = from[static_cast<size_t>(row * N + column)];
    }
  return reference::matmul(a, from_vector(turned, b.shape()));
}

Tensor first_piece(const Values& in) {
  const int64_t K = in["a"].tensor().size(1), splits = in["splits"].integer();
  return piece(in, 0, (K + splits - 1) / splits);
}

Diagnosis product(const std::string& task, const std::string& scenario, const std::string& name,
                  const std::string& cause, const std::string& handout, Tensor (*wrong)(const Values& in)) {
  return {task, scenario, name, cause, handout, [=](const Values& in) -> Values {
            const DType dtype = in["a"].tensor().dtype();
            return {{"c", raw::to(wrong(in), scenario == "matmul_tensor_core" ? DType::f32 : dtype)}};
          }};
}

}  // namespace

std::vector<Diagnosis> product_diagnoses() {
  return {
      product("3.1", "matmul_register", "tail_lost", "the last, partial step along K is missing: round the steps up",
              "K need not be a multiple of 16", without_tail),
      product("3.1", "matmul_register", "last_step_only",
              "this is the product over the last step along K: the sums are cleared in each step",
              "the 16 sums live through the whole walk", last_step_only),
      product("3.2", "matmul_tensor_core", "tail_lost", "the last, partial step along K is missing: round the steps up",
              "`load_tiles` fills up with zeros", without_tail),
      product("3.2", "matmul_tensor_core", "last_step_only",
              "this is the product over the last step along K: mma_sync(d, a, b, c) is d = a b + c, and c is d",
              "the first and the last argument", last_step_only),
      product("3.2", "matmul_tensor_core", "b_by_columns",
              "each 16 x 16 piece of B is transposed: its tile lies row by row, so its fragments are row_major",
              "its fragments are `row_major`, too", pieces_transposed),
      product("3.7", "matmul_split_k", "first_piece_only",
              "this is the product over the first piece of K: add up all pieces", "add up all pieces", first_piece)};
}

}  // namespace llmsys::lab03
