// Where each row is largest or smallest, and its k first in that order. NaN is larger than any number; of equal elements
// the first comes first.
#include <algorithm>
#include <vector>

#include "framework/tensor/kernels/comparing.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/rows.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

/// The first position of the first in order, of n > 0 elements. Few elements replace the best one so far: a block is
/// first asked, in a loop that vectorises, whether it holds any.
template <class Order, class T>
int64_t first_position(const T* row, int64_t n) {
  constexpr int64_t kBlock = 256;
  int64_t best = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t end = std::min(begin + kBlock, n);
    const T value = row[best];
    int any = 0;
    for (int64_t i = begin; i < end; ++i) any |= static_cast<int>(Order::apply(row[i], value));
    for (int64_t i = begin; i < end && any != 0; ++i)
      if (Order::apply(row[i], row[best])) best = i;
  }
  return best;
}

template <class Order, class T>
void arg_kernel(Tensor& out, const Tensor& x) {
  int64_t* to = out.data<int64_t>();
  const T* from = x.data<T>();
  const int64_t n = x.shape().back();
  for_each_row(out, x, 1, [=](int64_t at_out, int64_t at_x) { to[at_out] = first_position<Order>(from + at_x, n); });
}

template <class Order, class T>
void topk_rows(Tensor& values, const Tensor& x, Tensor& indices) {
  T* to = values.data<T>();
  int64_t* chosen = indices.data<int64_t>();  // strides are those of values: both are contiguous
  const T* from = x.data<T>();
  const int64_t n = x.shape().back(), k = values.shape().back();
  constexpr int64_t kCost = 8;
  for_each_row(values, x, kCost, [=](int64_t at_out, int64_t at_x) {
    const T* row = from + at_x;
    std::vector<int64_t> order(static_cast<size_t>(n));
    for (int64_t i = 0; i < n; ++i) order[static_cast<size_t>(i)] = i;
    std::partial_sort(order.begin(), order.begin() + k, order.end(), [row](int64_t a, int64_t b) {
      return Order::apply(row[a], row[b]) || (!Order::apply(row[b], row[a]) && a < b);
    });
    for (int64_t i = 0; i < k; ++i) {
      chosen[at_out + i] = order[static_cast<size_t>(i)];
      to[at_out + i] = row[chosen[at_out + i]];
    }
  });
}

template <class T>
void topk_kernel(Tensor& values, const Tensor& x, Tensor& indices, bool largest) {
  if (largest)
    topk_rows<Larger, T>(values, x, indices);
  else
    topk_rows<Smaller, T>(values, x, indices);
}

}  // namespace

void register_ranking(Registry& registry) {
  for_each_number_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kArgMax, Device::cpu, dtype_of<T>, arg_kernel<Larger, T>, kWho);
    registry.set(kArgMin, Device::cpu, dtype_of<T>, arg_kernel<Smaller, T>, kWho);
    registry.set(kTopK, Device::cpu, dtype_of<T>, topk_kernel<T>, kWho);
  });
}

}  // namespace llmsys::kernels
