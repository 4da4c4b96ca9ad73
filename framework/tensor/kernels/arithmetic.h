/// @file
/// What the operations do to one element, on every device: constexpr functions may run on a GPU (nvcc's
/// --expt-relaxed-constexpr). Integers wrap around; NaN wins every maximum and minimum.
#pragma once
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "framework/tensor/kernels/vector_math.h"
#include "framework/tensor/low_precision.h"

namespace llmsys::kernels {

/// T itself for floats, the unsigned twin for integers: their overflow is defined.
template <class T>
using Wrapping = typename std::conditional_t<std::is_integral_v<T>, std::make_unsigned<T>, std::type_identity<T>>::type;

/// a + b
struct Add {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
  }
};
/// a - b
struct Sub {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    return static_cast<T>(static_cast<Wrapping<T>>(a) - static_cast<Wrapping<T>>(b));
  }
};
/// a * b
struct Mul {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
  }
};
/// a / b, floats only
struct Div {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    return a / b;
  }
};
/// The larger one, or NaN if either is
struct Max {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    const T larger = b > a ? b : a;  // two steps: GCC 12 makes vectors of them, but not of b > a || b != b
    return b != b ? b : larger;
  }
};
/// The smaller one, or NaN if either is
struct Min {
  /// One element.
  template <class T>
  static constexpr T apply(T a, T b) {
    const T smaller = b < a ? b : a;
    return b != b ? b : smaller;
  }
};
/// -x
struct Neg {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return static_cast<T>(-static_cast<Wrapping<T>>(x));
  }
};
/// |x|; the smallest integer stays as it is
struct Abs {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    if constexpr (std::is_integral_v<T>)
      return x < 0 ? Neg::apply(x) : x;
    else
      return std::abs(x);
  }
};
/// The new value: what is put to a place, where others add to it
struct Put {
  /// One element.
  template <class T>
  static constexpr T apply(T /*old*/, T value) {
    return value;
  }
};
/// e^x
struct Exp {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    if constexpr (std::is_same_v<T, float>)
      return exp_f32(x);
    else
      return std::exp(x);
  }
};
/// Natural logarithm
struct Log {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    if constexpr (std::is_same_v<T, float>)
      return log_f32(x);
    else
      return std::log(x);
  }
};
/// Square root
struct Sqrt {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    return std::sqrt(x);
  }
};
/// Hyperbolic tangent
struct Tanh {
  /// One element.
  template <class T>
  static constexpr T apply(T x) {
    if constexpr (std::is_same_v<T, float>)
      return tanh_f32(x);
    else
      return std::tanh(x);
  }
};

/// f(x, ..) for elements of any type: computed in Compute<From>, rounded once.
template <class F, class To, class... From>
constexpr To map_element(From... x) {
  return static_cast<To>(F::apply(static_cast<Compute<From>>(x)...));
}

/// y + factor x, rounded once.
template <class T>
constexpr T add_scaled(T y, Compute<T> factor, T x) {
  return static_cast<T>(Add::apply(static_cast<Compute<T>>(y), Mul::apply(factor, static_cast<Compute<T>>(x))));
}

}  // namespace llmsys::kernels
