/// @file
/// out = f(x) and out = f(a, b), element by element, whatever the strides; out may be of another type.
///
/// Rows of two operands come in four forms: all strides 1, one operand constant along the row (broadcast), anything else.
#pragma once
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/walk_tensors.h"

namespace llmsys::kernels {

/// As kGrain, for functions that cost 10 additions and more.
inline constexpr int64_t kFunctionGrain = 1 << 11;

// ivdep: out is either apart from the operands or exactly one of them, so iterations do not depend on each other.

/// A row of map_unary.
template <class F, class To, class From>
void map_row(To* out, const From* x, const Offsets<2>& step, int64_t n) {
  if (steps_are(step, 1, 1)) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = map_element<F, To>(x[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = map_element<F, To>(x[i * step[1]]);
  }
}

/// A UnaryKernel.
template <class F, class To, class From, int64_t Grain = kGrain>
void map_unary(Tensor& out, const Tensor& x) {
  To* to = out.data<To>();
  const From* from = x.data<From>();
  walk_tensors<2>({&out, &x}, Grain, [=](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
    map_row<F>(to + at[0], from + at[1], step, n);
  });
}

/// A row of map_binary.
template <class F, class To, class From>
void map_row(To* out, const From* a, const From* b, const Offsets<3>& step, int64_t n) {
  if (steps_are(step, 1, 1, 1)) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = map_element<F, To>(a[i], b[i]);
  } else if (steps_are(step, 1, 1, 0)) {
    const From constant = *b;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = map_element<F, To>(a[i], constant);
  } else if (steps_are(step, 1, 0, 1)) {
    const From constant = *a;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = map_element<F, To>(constant, b[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = map_element<F, To>(a[i * step[1]], b[i * step[2]]);
  }
}

/// A BinaryKernel.
template <class F, class To, class From, int64_t Grain = kGrain>
void map_binary(Tensor& out, const Tensor& a, const Tensor& b) {
  To* to = out.data<To>();
  const From* from_a = a.data<From>();
  const From* from_b = b.data<From>();
  walk_tensors<3>({&out, &a, &b}, Grain, [=](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
    map_row<F>(to + at[0], from_a + at[1], from_b + at[2], step, n);
  });
}

}  // namespace llmsys::kernels
