// Softmax, its logarithm, and the logarithm of its denominator, of each row. The row's maximum is subtracted first, so
// that the largest exponential is 1; sums are in the order of reduce_block.h, in float64.
#include <algorithm>
#include <cmath>
#include <limits>

#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/reduce_block.h"
#include "framework/tensor/kernels/rows.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

constexpr int64_t kCost = 16;  // an element costs an exponential

/// The largest number, -inf if there is none. NaN is passed over: its exponential then shows in the sum.
template <class T>
T row_max(const T* x, int64_t n) {
  T lanes[kLanes];
  std::fill_n(lanes, kLanes, MaxRule::kStart<T>);
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] = x[i + l] > lanes[l] ? x[i + l] : lanes[l];
  for (int64_t l = 0; i < n; ++i, ++l) lanes[l] = x[i] > lanes[l] ? x[i] : lanes[l];
  return combine_lanes<MaxRule>(lanes);
}

/// Whether there is a NaN among n elements.
template <class T>
bool has_nan(const T* x, int64_t n) {
  return std::any_of(x, x + n, [](T value) { return value != value; });
}

/// out = e^(x - max) for n <= kBlock elements; returns their sum.
template <class T>
double exp_block(T* out, const T* x, T max, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = Exp::apply(x[i] - max);
  return reduce_block<SumRule>(out, n);
}

/// The sum of e^(x - max).
template <class T>
double exp_sum(const T* x, T max, int64_t n) {
  T scratch[kBlock];
  double sum = 0;
  for (int64_t i = 0; i < n; i += kBlock) sum += exp_block(scratch, x + i, max, std::min(kBlock, n - i));
  return sum;
}

template <class T>
void softmax_kernel(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const int64_t n = x.shape().back();
  for_each_row(out, x, kCost, [=](int64_t at_out, int64_t at_x) {
    T* y = to + at_out;
    const T max = row_max(from + at_x, n);
    double sum = 0;
    for (int64_t i = 0; i < n; i += kBlock) sum += exp_block(y + i, from + at_x + i, max, std::min(kBlock, n - i));
    const T total = static_cast<T>(sum);
    for (int64_t i = 0; i < n; ++i) y[i] /= total;
  });
}

template <class T>
void log_softmax_kernel(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const int64_t n = x.shape().back();
  for_each_row(out, x, kCost, [=](int64_t at_out, int64_t at_x) {
    T* y = to + at_out;
    const T* row = from + at_x;
    const T max = row_max(row, n);
    const T log_sum = static_cast<T>(std::log(exp_sum(row, max, n)));
#pragma GCC ivdep                                                     // out is apart from x
    for (int64_t i = 0; i < n; ++i) y[i] = (row[i] - max) - log_sum;  // not x - (max + log_sum): that rounds at max
  });
}

template <class T>
void logsumexp_kernel(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const int64_t n = x.shape().back();
  for_each_row(out, x, kCost, [=](int64_t at_out, int64_t at_x) {
    const T* row = from + at_x;
    const T max = row_max(row, n);
    if (std::isfinite(max))
      to[at_out] = static_cast<T>(max + std::log(exp_sum(row, max, n)));
    else  // max is the answer, where max - max would be NaN
      to[at_out] = has_nan(row, n) ? std::numeric_limits<T>::quiet_NaN() : max;
  });
}

/// A kernel for f16 and bf16: that for f32, rounded once.
template <auto kKernel>
void rounded_kernel(Tensor& out, const Tensor& x) {
  Tensor wide = empty(out.shape(), DType::f32, Device::cpu);
  kKernel(wide, raw::to(x, DType::f32));
  raw::copy_(out, wide);
}

template <auto kFloat, auto kDouble, class Signature>
void register_all(Registry& registry, const OpKey<Signature>& key) {
  registry.set(key, Device::cpu, DType::f32, kFloat, kWho);
  registry.set(key, Device::cpu, DType::f64, kDouble, kWho);
  registry.set(key, Device::cpu, DType::f16, rounded_kernel<kFloat>, kWho);
  registry.set(key, Device::cpu, DType::bf16, rounded_kernel<kFloat>, kWho);
}

}  // namespace

void register_softmax(Registry& registry) {
  register_all<softmax_kernel<float>, softmax_kernel<double>>(registry, kSoftmax);
  register_all<log_softmax_kernel<float>, log_softmax_kernel<double>>(registry, kLogSoftmax);
  register_all<logsumexp_kernel<float>, logsumexp_kernel<double>>(registry, kLogSumExp);
}

}  // namespace llmsys::kernels
