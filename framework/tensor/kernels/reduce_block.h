/// @file
/// The order in which reductions add, in one place. It depends on the number of elements reduced and on nothing else:
/// not on threads, strides, or which dimensions they come from.
///
/// The elements that make one result, in row-major order, are cut into blocks of kBlock. In a block element i goes to
/// lane i % kLanes; each lane adds its elements in order; lanes are then added pairwise (0+8, 1+9, ..; 0+4, ..; 0+1),
/// and blocks pairwise (0+1, 2+3, ..; again, until one is left).
#pragma once
#include <cstdint>

#include "framework/tensor/kernels/reduce_rules.h"

namespace llmsys::kernels {

inline constexpr int64_t kBlock = 1024;  ///< elements
inline constexpr int64_t kLanes = 16;    ///< two AVX-512 vectors of double: enough to hide the latency of an addition

/// kLanes lanes to one value; overwrites them. Here and below, unroll 1 keeps GCC 12 from unrolling the loop over lanes
/// before it could turn it into vectors.
template <class Rule, int64_t Width = kLanes / 2, class A>
A combine_lanes(A* lanes) {
#pragma GCC unroll 1
  for (int64_t l = 0; l < Width; ++l) lanes[l] = Rule::combine(lanes[l], lanes[l + Width]);
  if constexpr (Width == 1)
    return lanes[0];
  else
    return combine_lanes<Rule, Width / 2>(lanes);
}

/// Values of consecutive blocks to one; overwrites them.
template <class Rule, class A>
A combine_blocks(A* values, int64_t n) {
  for (; n > 1; n = (n + 1) / 2) {
    for (int64_t i = 0; i < n / 2; ++i) values[i] = Rule::combine(values[2 * i], values[2 * i + 1]);
    if (n % 2 == 1) values[n / 2] = values[n - 1];
  }
  return values[0];
}

/// One block of n <= kBlock neighbouring elements.
template <class Rule, class T>
auto reduce_block(const T* x, int64_t n) {
  using A = typename Rule::template Accumulator<T>;
  alignas(64) A lanes[kLanes];
  for (A& lane : lanes) lane = Rule::template kStart<T>;
  int64_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
#pragma GCC unroll 1
    for (int64_t l = 0; l < kLanes; ++l) lanes[l] = Rule::combine(lanes[l], static_cast<A>(x[i + l]));
  if (i < n)
#pragma GCC unroll 1
    for (int64_t l = 0; l < kLanes; ++l)  // not to n - i: this way it becomes one masked step
      if (l < n - i) lanes[l] = Rule::combine(lanes[l], static_cast<A>(x[i + l]));
  return combine_lanes<Rule>(lanes);
}

}  // namespace llmsys::kernels
