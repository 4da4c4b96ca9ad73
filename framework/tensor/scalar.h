/// @file
/// A number that adopts the dtype of the tensor it meets.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>

#include "framework/tensor/dtype.h"

namespace llmsys {

/// A C++ number on its way into a tensor: full({2}, 1), raw::mul(x, 0.5).
class Scalar {
 public:
  /// An integer or bool, kept exactly.
  template <std::integral T>
  Scalar(T value) : integer_(static_cast<int64_t>(value)), is_integer_(true) {}
  /// A float or double.
  template <std::floating_point T>
  Scalar(T value) : real_(static_cast<double>(value)), is_integer_(false) {}

  /// The value as T, which is `float`, `double`, ... or `bool` (nonzero). For U4x2 both numbers become the value.
  /// @param op  named in the message
  /// @throws DTypeError if T is an integer type and the value has a fraction or does not fit: "[mul] 0.5 is no i64"
  template <class T>
  [[nodiscard]] T as(std::string_view op) const {
    if constexpr (std::is_same_v<T, bool>) {
      return is_integer_ ? integer_ != 0 : real_ != 0;
    } else if constexpr (is_real<T>) {
      return is_integer_ ? static_cast<T>(integer_) : static_cast<T>(real_);
    } else if constexpr (std::is_same_v<T, U4x2>) {
      const int64_t whole = as_whole(op, DType::u4x2);
      LLMSYS_CHECK(DTypeError, whole >= 0 && whole < 16, "[", op, "] ", whole, " does not fit into 4 bits of u4x2");
      return U4x2(static_cast<uint8_t>(whole), static_cast<uint8_t>(whole));
    } else {
      const int64_t whole = as_whole(op, dtype_of<T>);
      LLMSYS_CHECK(DTypeError, static_cast<int64_t>(static_cast<T>(whole)) == whole, "[", op, "] ", whole,
                   " does not fit into ", dtype_of<T>);
      return static_cast<T>(whole);
    }
  }

 private:
  [[nodiscard]] int64_t as_whole(std::string_view op, DType dtype) const;

  int64_t integer_ = 0;
  double real_ = 0;
  bool is_integer_;
};

}  // namespace llmsys
