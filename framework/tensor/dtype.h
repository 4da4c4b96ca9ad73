/// @file
/// Element types, and the two functions that turn a runtime DType into a compile-time type.
#pragma once
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "framework/base/error.h"

namespace llmsys {

/// What a tensor holds. Arithmetic: f32, f64, i64. The rest is storage: convert, copy, index, compare.
enum class DType : uint8_t {
  f32,     ///< float, 4 bytes
  f64,     ///< double, 8 bytes
  i64,     ///< int64_t: indices, token ids, counts
  i32,     ///< int32_t
  u8,      ///< uint8_t: raw bytes
  boolean  ///< bool, 1 byte, "bool" in messages
};

/// Number of DTypes: the width of a dispatch table's row.
inline constexpr int kDTypes = 6;

/// "f32", "f64", "i64", "i32", "u8", "bool".
std::string_view to_text(DType dtype);
/// Bytes of one element.
constexpr int64_t item_size(DType dtype) {
  switch (dtype) {
    case DType::f64:
    case DType::i64: return 8;
    case DType::f32:
    case DType::i32: return 4;
    default: return 1;
  }
}
/// Whether it is f32 or f64.
constexpr bool is_floating(DType dtype) { return dtype == DType::f32 || dtype == DType::f64; }
/// Whether arithmetic is defined on it: f32, f64 and i64.
constexpr bool is_compute(DType dtype) { return is_floating(dtype) || dtype == DType::i64; }

/// A type as a value: what the dispatch functions hand to their callback.
template <class T>
struct TypeTag {
  using type = T;  ///< the element type
};

namespace detail {
/// False, but only once T is known: for static_assert.
template <class T>
inline constexpr bool kNoSuchDType = false;

/// See dtype_of.
template <class T>
constexpr DType find_dtype() {
  if constexpr (std::is_same_v<T, float>)
    return DType::f32;
  else if constexpr (std::is_same_v<T, double>)
    return DType::f64;
  else if constexpr (std::is_same_v<T, int64_t>)
    return DType::i64;
  else if constexpr (std::is_same_v<T, int32_t>)
    return DType::i32;
  else if constexpr (std::is_same_v<T, uint8_t>)
    return DType::u8;
  else if constexpr (std::is_same_v<T, bool>)
    return DType::boolean;
  else
    static_assert(kNoSuchDType<T>, "a tensor holds float, double, int64_t, int32_t, uint8_t or bool");
}
}  // namespace detail

/// The DType of a C++ type: dtype_of<float> is DType::f32.
template <class T>
inline constexpr DType dtype_of = detail::find_dtype<T>();

/// Calls f(TypeTag<T>{}) with the C++ type of `dtype` and returns what it returns:
/// @code
///   dispatch_all(x.dtype(), [&](auto tag) { using T = typename decltype(tag)::type;  ... });
/// @endcode
template <class Function>
decltype(auto) dispatch_all(DType dtype, Function&& f) {
  switch (dtype) {
    case DType::f32: return f(TypeTag<float>{});
    case DType::f64: return f(TypeTag<double>{});
    case DType::i64: return f(TypeTag<int64_t>{});
    case DType::i32: return f(TypeTag<int32_t>{});
    case DType::u8: return f(TypeTag<uint8_t>{});
    case DType::boolean: return f(TypeTag<bool>{});
  }
  throw DTypeError(text("[dispatch_all] there is no dtype number ", static_cast<int>(dtype)));
}

/// As dispatch_all, for the types that arithmetic is defined on.
/// @throws DTypeError for storage types; the message says how to convert
template <class Function>
decltype(auto) dispatch_compute(DType dtype, Function&& f) {
  switch (dtype) {
    case DType::f32: return f(TypeTag<float>{});
    case DType::f64: return f(TypeTag<double>{});
    case DType::i64: return f(TypeTag<int64_t>{});
    default: break;
  }
  throw DTypeError(
      text("arithmetic is defined on f32, f64 and i64, not on ", dtype, ": convert with raw::to(x, dtype)"));
}

}  // namespace llmsys
