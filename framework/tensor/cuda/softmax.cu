// Softmax, its logarithm, and the logarithm of its denominator, of each row. The row's maximum is subtracted first, so
// that the largest exponential is 1. Three passes over a row: maximum, sum, result; lab 03 fuses them.
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

/// What the three share: the maximum of a row of n elements, -inf if there is no number, and the sum of e^(x - max). NaN
/// is no maximum; its exponential shows in the sum.
template <class T>
struct RowTotal {
  using C = Compute<T>;
  C max = -std::numeric_limits<C>::infinity();
  double sum = 0;

  __device__ RowTotal(const T* row, int64_t n) {
    for (int64_t i = 0; i < n; ++i) max = static_cast<C>(row[i]) > max ? static_cast<C>(row[i]) : max;
    for (int64_t i = 0; i < n; ++i) sum += Exp::apply(static_cast<C>(row[i]) - max);
  }
};

// One thread per row. grid (ceil_div(rows, 256)), block (256), no shared memory. So are the two below.
template <class T>
__global__ void softmax_kernel(T* out, const T* x, int64_t n, DeviceLoop<2> rows) {
  const int64_t r = thread_number();
  if (r >= rows.numel) return;
  const auto at = rows.at(r);
  const RowTotal<T> total(x + at[1], n);
  const auto sum = static_cast<Compute<T>>(total.sum);
  for (int64_t i = 0; i < n; ++i) {
    const auto value = static_cast<Compute<T>>(x[at[1] + i]);
    out[at[0] + i] = static_cast<T>(Exp::apply(value - total.max) / sum);
  }
}

template <class T>
__global__ void log_softmax_kernel(T* out, const T* x, int64_t n, DeviceLoop<2> rows) {
  const int64_t r = thread_number();
  if (r >= rows.numel) return;
  const auto at = rows.at(r);
  const RowTotal<T> total(x + at[1], n);
  const auto log_sum = static_cast<Compute<T>>(std::log(total.sum));
  for (int64_t i = 0; i < n; ++i) {
    const auto value = static_cast<Compute<T>>(x[at[1] + i]);
    out[at[0] + i] = static_cast<T>((value - total.max) - log_sum);  // not value - (max + log_sum): that rounds at max
  }
}

template <class T>
__global__ void logsumexp_kernel(T* out, const T* x, int64_t n, DeviceLoop<2> rows) {
  const int64_t r = thread_number();
  if (r >= rows.numel) return;
  const auto at = rows.at(r);
  const RowTotal<T> total(x + at[1], n);
  bool has_nan = false;
  for (int64_t i = 0; i < n; ++i) has_nan = has_nan || x[at[1] + i] != x[at[1] + i];
  const bool finite = total.max - total.max == 0;
  auto value = total.max;  // the answer where it is infinite, and max - max would be NaN
  if (finite) value = static_cast<Compute<T>>(total.max + std::log(total.sum));
  if (has_nan) value = std::numeric_limits<Compute<T>>::quiet_NaN();
  out[at[0]] = static_cast<T>(value);
}

template <class T, auto Kernel>
void each_row(Tensor& out, const Tensor& x) {
  const DeviceLoop<2> rows = rows_of(out, x);
  launch_each<Kernel>(rows.numel, out.device_data<T>(), x.device_data<T>(), x.shape().back(), rows);
}

}  // namespace

void register_softmax(Registry& registry) {
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kSoftmax, Device::cuda, dtype_of<T>, each_row<T, softmax_kernel<T>>, kWho);
    registry.set(kLogSoftmax, Device::cuda, dtype_of<T>, each_row<T, log_softmax_kernel<T>>, kWho);
    registry.set(kLogSumExp, Device::cuda, dtype_of<T>, each_row<T, logsumexp_kernel<T>>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
