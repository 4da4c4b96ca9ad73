/// @file
/// How a kernel finds its elements: sizes and strides by value, and the number of the thread.
#pragma once
#include <array>
#include <cstdint>

#include "framework/device/kernel.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/tensor.h"

namespace llmsys::kernels::cuda {

/// The shape that N operands have in common and the strides of each, in elements: a StridedLoop that a kernel can take.
/// Contiguous operands of any rank have one dimension here, and cost no division.
template <int N>
struct DeviceLoop {
  int64_t numel = 0;                  ///< product of sizes
  int32_t rank = 0;                   ///< at least 1
  int64_t sizes[kMaxRank] = {};       ///< outermost first
  int64_t strides[N][kMaxRank] = {};  ///< of each operand

  /// @param shape  that of all operands    @param operands  the strides of each
  DeviceLoop(const Shape& shape, const std::array<const Strides*, N>& operands) : numel(shape.numel()) {
    const StridedLoop<N> joined(shape, operands);
    rank = static_cast<int32_t>(joined.sizes.size());
    for (int d = 0; d < rank; ++d) {
      sizes[d] = joined.sizes[d];
      for (int n = 0; n < N; ++n) strides[n][d] = joined.strides[n][d];
    }
  }

  /// Where the operands of one element lie, in elements from their first.
  struct Place {
    int64_t offsets[N] = {};  ///< of each operand
    /// Of operand n.
    __host__ __device__ int64_t operator[](int n) const { return offsets[n]; }
  };

  /// The place of element `i` in row-major order.
  [[nodiscard]] __host__ __device__ Place at(int64_t i) const {
    Place place;
    for (int d = rank - 1; d > 0; --d) {
      for (int n = 0; n < N; ++n) place.offsets[n] += i % sizes[d] * strides[n][d];
      i /= sizes[d];
    }
    for (int n = 0; n < N; ++n) place.offsets[n] += i * strides[n][0];
    return place;
  }
};

/// The number of this thread in the grid, which is one-dimensional.
__device__ inline int64_t thread_number() { return static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; }

/// Runs a kernel with a thread for each of n elements, and some more: grid (ceil_div(n, 256)), block (256).
template <auto Kernel, class... Args>
void launch_each(int64_t n, const Args&... args) {
  constexpr int kThreads = 256;
  if (n > 0) launch<Kernel>({.grid = ceil_div(n, kThreads), .block = kThreads}, args...);
}

/// What the shape and strides of x are without their last `count` dimensions.
inline IntList leading(const IntList& list, int64_t count) {
  return std::span(list.begin(), static_cast<size_t>(list.size() - count));
}

/// The rows of out and x: lines along their last dimension.
inline DeviceLoop<2> rows_of(const Tensor& out, const Tensor& x) {
  const Strides s_out = leading(out.strides(), 1), s_x = leading(x.strides(), 1);
  return {Shape(leading(x.shape(), 1)), {&s_out, &s_x}};
}

}  // namespace llmsys::kernels::cuda
