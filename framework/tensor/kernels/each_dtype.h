/// @file
/// Registering a kernel template for many dtypes: f is called as f(TypeTag<T>{}).
#pragma once
#include "framework/tensor/dtype.h"

namespace llmsys::kernels {

/// Every dtype: for what copies and picks.
template <class Function>
void for_each_dtype(const Function& f) {
  for (int i = 0; i < kDTypes; ++i) dispatch_all(static_cast<DType>(i), f);
}

/// Every dtype whose elements are numbers, so all but u4x2: for what compares.
template <class Function>
void for_each_number_dtype(const Function& f) {
  for_each_dtype([&](auto tag) {
    if constexpr (!std::is_same_v<typename decltype(tag)::type, U4x2>) f(tag);
  });
}

/// The floats that arithmetic is defined on.
template <class Function>
void for_each_floating_dtype(const Function& f) {
  for_types<float, double, Half, BFloat16>(f);
}

/// All that arithmetic is defined on.
template <class Function>
void for_each_arithmetic_dtype(const Function& f) {
  for_types<float, double, int64_t, Half, BFloat16>(f);
}

}  // namespace llmsys::kernels
