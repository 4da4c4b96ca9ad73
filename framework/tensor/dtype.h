/// @file
/// Element types, and the two functions that turn a runtime DType into a compile-time type.
#pragma once
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "framework/base/error.h"
#include "framework/tensor/low_precision.h"

namespace llmsys {

/// What a tensor holds. Arithmetic: f32, f64, i64, and f16 and bf16, which compute in f32 and round when they store. The
/// rest is storage: convert, copy, index, compare. The numbers are on the wire of the grader: new ones go to the end.
enum class DType : uint8_t {
  f32,      ///< float, 4 bytes
  f64,      ///< double, 8 bytes
  i64,      ///< int64_t: indices, token ids, counts
  i32,      ///< int32_t
  u8,       ///< uint8_t: raw bytes
  boolean,  ///< bool, 1 byte, "bool" in messages
  f16,      ///< Half, 2 bytes
  bf16,     ///< BFloat16, 2 bytes
  f8e4m3,   ///< Float8E4M3, 1 byte
  f8e5m2,   ///< Float8E5M2, 1 byte
  i8,       ///< int8_t
  u4x2      ///< U4x2: two 4-bit numbers in 1 byte, which is one element; see raw::pack_u4
};

/// Number of DTypes: the width of a dispatch table's row.
inline constexpr int kDTypes = 12;

/// As the enumerators are called, but "bool".
std::string_view to_text(DType dtype);
/// Bytes of one element.
constexpr int64_t item_size(DType dtype) {
  switch (dtype) {
    case DType::f64:
    case DType::i64: return 8;
    case DType::f32:
    case DType::i32: return 4;
    case DType::f16:
    case DType::bf16: return 2;
    default: return 1;
  }
}
/// Whether C++ itself computes on it: f32, f64 and i64.
constexpr bool is_compute(DType dtype) { return dtype == DType::f32 || dtype == DType::f64 || dtype == DType::i64; }
/// Whether it holds real numbers: f32, f64, f16, bf16, f8e4m3 or f8e5m2.
constexpr bool is_floating(DType dtype) {
  switch (dtype) {
    case DType::f32:
    case DType::f64:
    case DType::f16:
    case DType::bf16:
    case DType::f8e4m3:
    case DType::f8e5m2: return true;
    default: return false;
  }
}

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
  else if constexpr (std::is_same_v<T, Half>)
    return DType::f16;
  else if constexpr (std::is_same_v<T, BFloat16>)
    return DType::bf16;
  else if constexpr (std::is_same_v<T, Float8E4M3>)
    return DType::f8e4m3;
  else if constexpr (std::is_same_v<T, Float8E5M2>)
    return DType::f8e5m2;
  else if constexpr (std::is_same_v<T, int8_t>)
    return DType::i8;
  else if constexpr (std::is_same_v<T, U4x2>)
    return DType::u4x2;
  else
    static_assert(kNoSuchDType<T>,
                  "a tensor holds float, double, int64_t, int32_t, int8_t, uint8_t, bool or a type of low_precision.h");
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
    case DType::f16: return f(TypeTag<Half>{});
    case DType::bf16: return f(TypeTag<BFloat16>{});
    case DType::f8e4m3: return f(TypeTag<Float8E4M3>{});
    case DType::f8e5m2: return f(TypeTag<Float8E5M2>{});
    case DType::i8: return f(TypeTag<int8_t>{});
    case DType::u4x2: return f(TypeTag<U4x2>{});
  }
  throw DTypeError(text("[dispatch_all] there is no dtype number ", static_cast<int>(dtype)));
}

/// As dispatch_all, for the types that hold real numbers: see is_floating.
/// @throws DTypeError for others
template <class Function>
decltype(auto) dispatch_floating(DType dtype, Function&& f) {
  switch (dtype) {
    case DType::f32: return f(TypeTag<float>{});
    case DType::f64: return f(TypeTag<double>{});
    case DType::f16: return f(TypeTag<Half>{});
    case DType::bf16: return f(TypeTag<BFloat16>{});
    case DType::f8e4m3: return f(TypeTag<Float8E4M3>{});
    case DType::f8e5m2: return f(TypeTag<Float8E5M2>{});
    default: break;
  }
  throw DTypeError(text(dtype, " holds no real numbers: convert with raw::to(x, DType::f32)"));
}

/// As dispatch_all, for the types that C++ itself computes on: see is_compute. A kernel that also serves f16 and bf16
/// loads and stores them around Compute<T>.
/// @throws DTypeError for others; the message says how to convert
template <class Function>
decltype(auto) dispatch_compute(DType dtype, Function&& f) {
  switch (dtype) {
    case DType::f32: return f(TypeTag<float>{});
    case DType::f64: return f(TypeTag<double>{});
    case DType::i64: return f(TypeTag<int64_t>{});
    default: break;
  }
  throw DTypeError(text("this computes in f32, f64 and i64, not in ", dtype, ": convert with raw::to(x, dtype)"));
}

/// Calls f(TypeTag<T>{}) for each of the types: for_types<float, double>([&](auto tag) { .. }).
template <class... Types, class Function>
void for_types(const Function& f) {
  (f(TypeTag<Types>{}), ...);
}

}  // namespace llmsys
