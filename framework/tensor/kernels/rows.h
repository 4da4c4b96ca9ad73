/// @file
/// The loop of kernels that work on whole rows: lines along the last dimension, whose elements are neighbours.
#pragma once
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/tensor.h"

namespace llmsys::kernels {

/// Calls row(offset in out, offset in x) for each row, shared out among threads. out and x have the same leading sizes.
/// @param cost  of an element of x, in copies of one
template <class Row>
void for_each_row(const Tensor& out, const Tensor& x, int64_t cost, const Row& row) {
  const auto leading = [&](const IntList& list) { return IntList(std::span(list.begin(), size_t(x.rank() - 1))); };
  const Strides s_out = leading(out.strides()), s_x = leading(x.strides());
  const StridedLoop<2> loop(Shape(leading(x.shape())), {&s_out, &s_x});
  const int64_t work = cost * std::max<int64_t>(x.shape().back(), 1);
  walk_parallel(loop, std::max<int64_t>(1, kGrain / work),
                [&](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
                  for (int64_t i = 0; i < n; ++i) row(at[0] + i * step[0], at[1] + i * step[1]);
                });
}

}  // namespace llmsys::kernels
