// Cross-entropy of f32 rows. Where the gradient will be wanted it is made at once, while the row is in the cache: one
// exponential an element, and one pass through memory for both.
#include "labs/04_transformer/kernels/loss.h"

#include <algorithm>
#include <cmath>

#include "framework/base/error.h"
#include "framework/tensor/kernels/vector_math.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/kernels/rows.h"

namespace llmsys::lab04 {
namespace {

using kernels::exp_f32;

float largest(const float* x, int64_t n) {
  constexpr int64_t kLanes = 16;
  float lanes[kLanes];
  std::fill_n(lanes, kLanes, x[0]);
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
#pragma GCC unroll 1
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] = x[i + l] > lanes[l] ? x[i + l] : lanes[l];
  for (; i < n; ++i) lanes[0] = x[i] > lanes[0] ? x[i] : lanes[0];
  return *std::max_element(lanes, lanes + kLanes);
}

constexpr int64_t kPiece = 1024;  // summed in float32, pieces in float64: a sum of 50,000 floats loses digits

// The sum of e^(x - highest).
double exponentials(const float* x, float highest, int64_t n) {
  double sum = 0;
  for (int64_t at = 0; at < n; at += kPiece)
    sum +=
        static_cast<double>(sum_of(std::min(kPiece, n - at), [=](int64_t i) { return exp_f32(x[at + i] - highest); }));
  return sum;
}

// The same, and the terms in `out`.
double keep_exponentials(float* out, const float* x, float highest, int64_t n) {
  double sum = 0;
  for (int64_t at = 0; at < n; at += kPiece) {
    const int64_t end = std::min(n, at + kPiece);
#pragma GCC ivdep
    for (int64_t i = at; i < end; ++i) out[i] = exp_f32(x[i] - highest);
    sum += static_cast<double>(sum_of(end - at, [=](int64_t i) { return out[at + i]; }));
  }
  return sum;
}

void check_targets(const int64_t* targets, int64_t rows, int64_t V) {
  for (int64_t row = 0; row < rows; ++row)
    LLMSYS_CHECK(IndexError, targets[row] == kIgnore || (targets[row] >= 0 && targets[row] < V),
                 "[cross_entropy] target ", row, " is ", targets[row], ", must be from 0 to ", V - 1, ", or ", kIgnore,
                 " where none counts");
}

}  // namespace

void cross_entropy_kernel(Tensor& losses, Tensor& lse, const Tensor& logits, const Tensor& targets) {
  const int64_t N = logits.size(0), V = logits.size(1);
  check_targets(targets.data<int64_t>(), N, V);
  each_row(N, 8 * V,
           [=, loss = losses.data<float>(), to = lse.data<float>(), from = logits.data<float>(),
            target = targets.data<int64_t>()](int64_t row) {
             const float* const x = from + row * V;
             const float highest = largest(x, V);
             to[row] = highest + static_cast<float>(std::log(exponentials(x, highest, V)));
             loss[row] = target[row] == kIgnore ? 0 : to[row] - x[target[row]];
           });
}

void cross_entropy_both_kernel(Tensor& dlogits, Tensor& losses, const Tensor& logits, const Tensor& targets,
                               double scale) {
  const int64_t N = logits.size(0), V = logits.size(1);
  check_targets(targets.data<int64_t>(), N, V);
  each_row(N, 8 * V,
           [=, to = dlogits.data<float>(), loss = losses.data<float>(), from = logits.data<float>(),
            target = targets.data<int64_t>()](int64_t row) {
             const float* const x = from + row * V;
             float* const out = to + row * V;
             if (target[row] == kIgnore) {
               std::fill_n(out, V, 0.0F);
               loss[row] = 0;
               return;
             }
             const float highest = largest(x, V);
             const double sum = keep_exponentials(out, x, highest, V);
             const auto weight = static_cast<float>(scale / sum);
#pragma GCC ivdep
             for (int64_t i = 0; i < V; ++i) out[i] *= weight;
             out[target[row]] -= static_cast<float>(scale);
             loss[row] = highest + static_cast<float>(std::log(sum)) - x[target[row]];
           });
}

}  // namespace llmsys::lab04
