/// @file
/// The loop under every elementwise kernel: walks several tensors of one shape in row-major order, whatever their
/// strides.
///
/// Neighbouring dimensions that all operands step through evenly are joined first, so contiguous tensors of any rank
/// become one long row; kernels then only write the loop over a row, and specialise it for stride 1 and 0.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>

#include "framework/base/parallel.h"
#include "framework/tensor/shape.h"

namespace llmsys::kernels {

/// Elements worth waking a thread for, in loops that cost about one load and one store an element.
inline constexpr int64_t kGrain = 1 << 15;

/// Sizes and strides, in elements, of N operands after joining dimensions. sizes is never empty.
template <int N>
struct StridedLoop {
  IntList sizes;                   ///< outermost first
  std::array<IntList, N> strides;  ///< of each operand, as many as sizes
  int64_t numel = 0;               ///< product of sizes

  /// @param shape  that of all operands    @param operands  the strides of each
  StridedLoop(const Shape& shape, const std::array<const Strides*, N>& operands) : numel(shape.numel()) {
    for (int64_t d = 0; d < shape.size(); ++d)
      if (shape[d] != 1) add_dimension(shape[d], operands, d);
    if (sizes.empty()) add_single();
  }

  /// This loop without its `count` innermost dimensions.
  [[nodiscard]] StridedLoop without_inner(int64_t count) const {
    StridedLoop outer;
    outer.numel = 1;
    for (int64_t d = 0; d < sizes.size() - count; ++d) {
      outer.sizes.push_back(sizes[d]);
      outer.numel *= sizes[d];
      for (int n = 0; n < N; ++n) outer.strides[n].push_back(strides[n][d]);
    }
    if (outer.sizes.empty()) outer.add_single();
    return outer;
  }

 private:
  StridedLoop() = default;

  void add_single() {
    sizes.push_back(1);
    for (IntList& list : strides) list.push_back(0);
  }

  /// Dimension d of the operands: joins the one before it if all step through both evenly.
  void add_dimension(int64_t size, const std::array<const Strides*, N>& operands, int64_t d) {
    const int64_t last = sizes.size() - 1;
    bool joins = !sizes.empty();
    int64_t joined = 0, step = 0;  // sizes beside a size of 0 may be too large to multiply: those are not joined
    joins = joins && !__builtin_mul_overflow(sizes[last], size, &joined);
    for (int n = 0; n < N && joins; ++n)
      joins = !__builtin_mul_overflow(size, (*operands[n])[d], &step) && strides[n][last] == step;
    if (joins)
      sizes[last] = joined;
    else
      sizes.push_back(size);
    for (int n = 0; n < N; ++n) {
      if (joins)
        strides[n][last] = (*operands[n])[d];
      else
        strides[n].push_back((*operands[n])[d]);
    }
  }
};

/// Where each of N operands stands, in elements from its first.
template <int N>
using Offsets = std::array<int64_t, N>;

/// Whether the steps are exactly these. Not step == Offsets<3>{1, 1, 0}: g++ calls memcmp for that, once a row.
template <size_t N, class... Step>
bool steps_are(const std::array<int64_t, N>& step, Step... wanted) {
  static_assert(sizeof...(Step) == N);
  size_t n = 0;
  return ((step[n++] == wanted) && ...);
}

/// Calls row(offsets, strides, count) for pieces of rows that together are elements begin..end-1 in row-major order.
template <int N, class Row>
void walk(const StridedLoop<N>& loop, int64_t begin, int64_t end, const Row& row) {
  if (begin >= end) return;
  const int64_t inner = loop.sizes.size() - 1;
  IntList index = loop.sizes;
  Offsets<N> offsets{}, steps{};
  int64_t rest = begin;
  for (int64_t d = inner; d >= 0; --d) {  // the coordinates of element `begin`
    index[d] = rest % loop.sizes[d];
    rest /= loop.sizes[d];
    for (int n = 0; n < N; ++n) offsets[n] += index[d] * loop.strides[n][d];
  }
  for (int n = 0; n < N; ++n) steps[n] = loop.strides[n][inner];
  for (int64_t at = begin; at < end;) {
    const int64_t count = std::min(loop.sizes[inner] - index[inner], end - at);
    row(offsets, steps, count);
    at += count;
    index[inner] += count;
    for (int n = 0; n < N; ++n) offsets[n] += count * steps[n];
    for (int64_t d = inner; d > 0 && index[d] == loop.sizes[d]; --d) {  // carry
      index[d] = 0;
      ++index[d - 1];
      for (int n = 0; n < N; ++n) offsets[n] += loop.strides[n][d - 1] - loop.sizes[d] * loop.strides[n][d];
    }
  }
}

/// walk() over all elements, cut among threads.  @param grain  as parallel_for's, in elements
template <int N, class Row>
void walk_parallel(const StridedLoop<N>& loop, int64_t grain, const Row& row) {
  parallel_for(loop.numel, grain, [&](int64_t begin, int64_t end) { walk(loop, begin, end, row); });
}

}  // namespace llmsys::kernels
