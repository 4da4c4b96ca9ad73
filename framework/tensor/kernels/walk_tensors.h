/// @file
/// walk_parallel() for tensors of one shape: contiguous ones are one long row, and small ones feel the cost of finding
/// that out from strides.
#pragma once
#include <array>

#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/tensor.h"

namespace llmsys::kernels {

/// Calls row(offsets, strides, count), as walk() does, for all elements of N tensors of one shape, cut among threads.
/// @param grain  as parallel_for's, in elements
template <int N, class Row>
void walk_tensors(const std::array<const Tensor*, N>& operands, int64_t grain, const Row& row) {
  bool contiguous = true;
  for (const Tensor* x : operands) contiguous = contiguous && x->is_contiguous();
  if (contiguous) {
    Offsets<N> steps;
    steps.fill(1);
    parallel_for(operands[0]->numel(), grain, [&](int64_t begin, int64_t end) {
      Offsets<N> at;
      at.fill(begin);
      row(at, steps, end - begin);
    });
    return;
  }
  std::array<const Strides*, N> strides;
  for (size_t n = 0; n < N; ++n) strides[n] = &operands[n]->strides();
  walk_parallel(StridedLoop<N>(operands[0]->shape(), strides), grain, row);
}

}  // namespace llmsys::kernels
