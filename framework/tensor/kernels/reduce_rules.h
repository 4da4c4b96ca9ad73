/// @file
/// What reductions start from and how they go on, on every device: see arithmetic.h. The order is the kernels' affair.
#pragma once
#include <cstdint>
#include <limits>

#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/low_precision.h"

namespace llmsys::kernels {

/// Floats of every width add up in f64: the sum is then off by little more than its own rounding.
struct SumRule {
  /// What accumulates: double for floats, wrapping for integers.
  template <class T>
  using Accumulator =
      std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>, std::type_identity<double>>::type;
  /// Sum of nothing.
  template <class T>
  static constexpr Accumulator<T> kStart = 0;
  /// One step.
  template <class A>
  static constexpr A combine(A a, A b) {
    return a + b;
  }
};

/// The larger one, NaN if there is one; and its twin below.
template <class Choose, bool kLargest>
struct ExtremeRule {
  /// The type that the element computes in.
  template <class T>
  using Accumulator = Compute<T>;
  /// What every element replaces.
  template <class T, class Limits = std::numeric_limits<Compute<T>>>
  static constexpr Compute<T> kStart = Limits::has_infinity ? (kLargest ? -Limits::infinity() : Limits::infinity())
                                                            : (kLargest ? Limits::min() : Limits::max());
  /// One step.
  template <class A>
  static constexpr A combine(A a, A b) {
    return Choose::apply(a, b);
  }
};
/// Maximum.
using MaxRule = ExtremeRule<Max, true>;
/// Minimum.
using MinRule = ExtremeRule<Min, false>;

}  // namespace llmsys::kernels
