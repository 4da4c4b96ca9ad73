/// @file
/// Questions about one element or two, on every device: see arithmetic.h.
#pragma once
#include <type_traits>

namespace llmsys::kernels {

/// What an element is compared as: itself, or a float for storage types that C++ does not know.
template <class T>
constexpr auto comparable(T value) {
  if constexpr (std::is_arithmetic_v<T>)
    return value;
  else
    return static_cast<float>(value);
}

/// a == b, as numbers
struct Equal {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) == comparable(b);
  }
};
/// a != b
struct NotEqual {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) != comparable(b);
  }
};
/// a < b
struct Less {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) < comparable(b);
  }
};
/// a <= b
struct LessEqual {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) <= comparable(b);
  }
};
/// a > b
struct Greater {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) > comparable(b);
  }
};
/// a >= b
struct GreaterEqual {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return comparable(a) >= comparable(b);
  }
};
/// Both
struct And {
  /// One element.
  static constexpr bool apply(bool a, bool b) { return a & b; }  // not &&: no branch, so the loop vectorises
};
/// At least one
struct Or {
  /// One element.
  static constexpr bool apply(bool a, bool b) { return a | b; }
};
/// Not x
struct Not {
  /// One element.
  static constexpr bool apply(bool x) { return !x; }
};
/// Whether x is NaN
struct IsNan {
  /// One element.
  template <class T>
  static constexpr bool apply(T x) {
    return x != x;
  }
};
/// Whether x is neither NaN nor infinite
struct IsFinite {
  /// One element.
  template <class T>
  static constexpr bool apply(T x) {
    return x - x == 0;  // inf - inf is NaN
  }
};

/// Whether a comes before b where the largest is first: NaN is larger than any number
struct Larger {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return (comparable(a) > comparable(b)) | ((a != a) & (b == b));
  }
};
/// Whether a comes before b where the smallest is first: NaN is last
struct Smaller {
  /// One element.
  template <class T>
  static constexpr bool apply(T a, T b) {
    return Larger::apply(b, a);
  }
};

}  // namespace llmsys::kernels
