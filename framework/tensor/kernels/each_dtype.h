/// @file
/// Registering a kernel template for many dtypes: f is called as f(TypeTag<T>{}).
#pragma once
#include "framework/tensor/dtype.h"

namespace llmsys::kernels {

/// Every dtype: for what copies, compares and picks.
template <class Function>
void for_each_dtype(const Function& f) {
  for (int i = 0; i < kDTypes; ++i) dispatch_all(static_cast<DType>(i), f);
}

/// The dtypes that arithmetic is defined on.
template <class Function>
void for_each_compute_dtype(const Function& f) {
  for (int i = 0; i < kDTypes; ++i)
    if (is_compute(static_cast<DType>(i))) dispatch_compute(static_cast<DType>(i), f);
}

/// Those of them that are floating-point.
template <class Function>
void for_each_floating_dtype(const Function& f) {
  for_each_compute_dtype([&](auto tag) {
    if constexpr (!std::is_integral_v<typename decltype(tag)::type>) f(tag);
  });
}

/// What an element is compared as: itself, or a float for storage types that C++ does not know.
template <class T>
auto comparable(T value) {
  if constexpr (std::is_arithmetic_v<T>)
    return value;
  else
    return static_cast<float>(value);
}

}  // namespace llmsys::kernels
