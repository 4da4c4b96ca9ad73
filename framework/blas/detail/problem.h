/// @file
/// The arguments of one product, so that they travel through the backends as one thing.
#pragma once
#include <cstdint>

#include "framework/blas/gemm.h"

namespace llmsys::blas::detail {

/// c = alpha * op(a) * op(b) + beta * c; the members are those of gemm().
template <class T>
struct Gemm {
  Transpose ta, tb;
  int64_t m, n, k;
  T alpha;
  const T* a;
  int64_t lda;
  const T* b;
  int64_t ldb;
  T beta;
  T* c;
  int64_t ldc;
};

/// y[i * incy] = alpha * sum_j op(a)(i,j) x[j * incx] + beta * y[i * incy]; a is stored (m,n).
template <class T>
struct Gemv {
  Transpose ta;
  int64_t m, n;
  T alpha;
  const T* a;
  int64_t lda;
  const T* x;
  int64_t incx;
  T beta;
  T* y;
  int64_t incy;
};

}  // namespace llmsys::blas::detail
