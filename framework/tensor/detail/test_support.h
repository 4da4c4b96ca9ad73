/// @file
/// For the tests of this folder: index-by-index references in float64, and views of every kind.
#pragma once
#include <cmath>
#include <vector>

#include "framework/base/context.h"
#include "framework/tensor/raw.h"

namespace llmsys::testing {

/// Calls f(index) for every index of the shape, in row-major order.
template <class Function>
void for_each_index(const Shape& shape, const Function& f) {
  IntList index = IntList::filled(shape.size(), 0);
  for (int64_t i = 0; i < shape.numel(); ++i) {
    f(index);
    for (int64_t d = shape.size() - 1; d >= 0 && ++index[d] == shape[d]; --d) index[d] = 0;
  }
}

/// The element at `index`, as a double, found from strides and offset alone; for u4x2 its byte.
inline double value(const Tensor& x, const IntList& index) {
  int64_t position = 0;
  for (int64_t d = 0; d < x.rank(); ++d) position += index[d] * x.strides()[d];
  return dispatch_all(x.dtype(), [&](auto tag) {
    const auto element = x.data<typename decltype(tag)::type>()[position];
    if constexpr (std::is_same_v<decltype(element), const U4x2>)
      return static_cast<double>(element.bits);
    else
      return static_cast<double>(element);
  });
}

/// `number`, rounded once to a float dtype.
inline double rounded(double number, DType dtype) {
  return dispatch_floating(
      dtype, [&](auto tag) { return static_cast<double>(static_cast<typename decltype(tag)::type>(number)); });
}

/// raw::to, which for u4x2 takes a number as the byte of both halves.
inline Tensor as_dtype(const Tensor& x, DType dtype) {
  if (dtype != DType::u4x2) return raw::to(x, dtype);
  const Tensor bytes = raw::to(x, DType::u8);
  Tensor out = empty(x.shape(), dtype);
  for (int64_t i = 0; i < x.numel(); ++i) out.data<U4x2>()[i].bits = bytes.data<uint8_t>()[i];
  return out;
}

/// As value(), for an index into a shape that x was broadcast to.
inline double broadcast_value(const Tensor& x, const IntList& index) {
  IntList own;
  for (int64_t d = 0; d < x.rank(); ++d) own.push_back(x.shape()[d] == 1 ? 0 : index[index.size() - x.rank() + d]);
  return value(x, own);
}

/// A random shape of `rank` sizes from 0 to `largest`; sizes of 0 and 1 are as likely as any other.
inline Shape random_shape(Rng& rng, int64_t rank, uint64_t largest = 4) {
  IntList sizes;
  for (int64_t d = 0; d < rank; ++d) sizes.push_back(static_cast<int64_t>(rng.below(largest + 1)));
  return sizes;
}

/// A tensor of this shape with normal values (times 4, then rounded for i64) that is a random view: dimensions
/// permuted, cut from larger ones, with steps. Every third one is plainly contiguous.
inline Tensor random_view(const Shape& shape, Rng& rng, DType dtype = DType::f32) {
  if (rng.below(3) == 0) return as_dtype(raw::mul(randn(shape, rng, DType::f64), 4), dtype);
  IntList order, inverse = IntList::filled(shape.size(), 0), sizes;
  for (int64_t d = 0; d < shape.size(); ++d) order.push_back(d);
  for (int64_t d = shape.size() - 1; d > 0; --d)
    std::swap(order[d], order[static_cast<int64_t>(rng.below(uint64_t(d) + 1))]);
  for (int64_t d = 0; d < shape.size(); ++d) inverse[order[d]] = d;
  std::vector<int64_t> starts, steps;
  for (const int64_t d : order) {
    starts.push_back(static_cast<int64_t>(rng.below(3)));
    steps.push_back(1 + static_cast<int64_t>(rng.below(2)));
    sizes.push_back(starts.back() + shape[d] * steps.back() + static_cast<int64_t>(rng.below(2)));
  }
  Tensor x = as_dtype(raw::mul(randn(sizes, rng, DType::f64), 4), dtype);
  for (int64_t d = 0; d < shape.size(); ++d) {
    const auto i = static_cast<size_t>(d);
    x = raw::slice(x, d, starts[i], starts[i] + shape[order[d]] * steps[i], steps[i]);
  }
  return raw::permute(x, inverse);
}

/// Runs f() under a budget of `threads`.
template <class Function>
auto with_threads(int threads, const Function& f) {
  Context mine = context();
  mine.threads = threads;
  const ContextScope scope(mine);
  return f();
}

}  // namespace llmsys::testing
