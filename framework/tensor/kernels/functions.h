/// @file
/// Functions of one element that activations and position encodings are made of, on every device: see arithmetic.h.
#pragma once
#include <cmath>
#include <type_traits>

#include "framework/tensor/kernels/vector_math.h"

namespace llmsys::kernels {

/// Sine
struct Sin {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return std::sin(x);
  }
};
/// Cosine
struct Cos {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return std::cos(x);
  }
};
/// 1 / square root
struct Rsqrt {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return 1 / std::sqrt(x);
  }
};
/// 1 / (1 + e^-x)
struct Sigmoid {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    if constexpr (std::is_same_v<T, float>)
      return sigmoid_f32(x);
    else
      return 1 / (1 + std::exp(-x));  // e^-x overflows to inf for x << 0: 1/inf is the 0 it should be
  }
};
/// Error function
struct Erf {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return std::erf(x);
  }
};
/// a^b
struct Pow {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    return std::pow(a, b);
  }
};

}  // namespace llmsys::kernels
