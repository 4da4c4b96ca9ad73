// Where each row is largest or smallest, and its k first in that order. NaN is larger than any number; of equal elements
// the first comes first.
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/comparing.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

/// Whether position a of a row comes before position b.
template <class Order, class T>
__device__ bool comes_before(const T* row, int64_t a, int64_t b) {
  return Order::apply(row[a], row[b]) || (!Order::apply(row[b], row[a]) && a < b);
}

// One thread per row. grid (ceil_div(rows, 256)), block (256), no shared memory.
template <class Order, class T>
__global__ void arg_kernel(int64_t* out, const T* x, int64_t n, DeviceLoop<2> rows) {
  const int64_t r = thread_number();
  if (r >= rows.numel) return;
  const auto at = rows.at(r);
  const T* row = x + at[1];
  int64_t best = 0;
  for (int64_t i = 1; i < n; ++i)
    if (Order::apply(row[i], row[best])) best = i;
  out[at[0]] = best;
}

// One thread per row, which goes over it k times: each time for the first of those that come after the one before. grid
// (ceil_div(rows, 256)), block (256), no shared memory.
template <class Order, class T>
__global__ void topk_kernel(T* values, int64_t* indices, const T* x, int64_t n, int64_t k, DeviceLoop<2> rows) {
  const int64_t r = thread_number();
  if (r >= rows.numel) return;
  const auto at = rows.at(r);
  const T* row = x + at[1];
  int64_t last = -1;
  for (int64_t j = 0; j < k; ++j) {
    int64_t best = -1;
    for (int64_t i = 0; i < n; ++i)
      if ((last < 0 || comes_before<Order>(row, last, i)) && (best < 0 || comes_before<Order>(row, i, best))) best = i;
    values[at[0] + j] = row[best];
    indices[at[0] + j] = last = best;
  }
}

template <class Order, class T>
void arg(Tensor& out, const Tensor& x) {
  const DeviceLoop<2> rows = rows_of(out, x);
  launch_each<arg_kernel<Order, T>>(rows.numel, out.device_data<int64_t>(), x.device_data<T>(), x.shape().back(), rows);
}

template <class Order, class T>
void topk_in_order(Tensor& values, const Tensor& x, Tensor& indices) {
  const DeviceLoop<2> rows = rows_of(values, x);  // the strides of indices are those of values: both are contiguous
  launch_each<topk_kernel<Order, T>>(rows.numel, values.device_data<T>(), indices.device_data<int64_t>(),
                                     x.device_data<T>(), x.shape().back(), values.shape().back(), rows);
}

template <class T>
void topk(Tensor& values, const Tensor& x, Tensor& indices, bool largest) {
  if (largest)
    topk_in_order<Larger, T>(values, x, indices);
  else
    topk_in_order<Smaller, T>(values, x, indices);
}

}  // namespace

void register_ranking(Registry& registry) {
  for_each_number_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kArgMax, Device::cuda, dtype_of<T>, arg<Larger, T>, kWho);
    registry.set(kArgMin, Device::cuda, dtype_of<T>, arg<Smaller, T>, kWho);
    registry.set(kTopK, Device::cuda, dtype_of<T>, topk<T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
