/// @file
/// The arguments of one product, so that they travel through the backends as one thing.
#pragma once
#include <cstdint>

#include "framework/blas/gemm.h"

namespace llmsys::blas::detail {

/// c = alpha * op(a) * op(b) + beta * c; the members are those of gemm().
template <class T>
struct Gemm {
  Transpose ta, tb;  ///< how a and b are read
  int64_t m, n, k;   ///< op(a) is (m,k), op(b) is (k,n), c is (m,n)
  T alpha;           ///< factor of the product
  const T* a;        ///< first operand
  int64_t lda;       ///< elements from a stored row of a to the next
  const T* b;        ///< second operand
  int64_t ldb;       ///< the same for b
  T beta;            ///< factor of c as it was; 0: c is not read
  T* c;              ///< the result
  int64_t ldc;       ///< the same for c
};

/// y[i * incy] = alpha * sum_j op(a)(i,j) x[j * incx] + beta * y[i * incy]; a is stored (m,n).
template <class T>
struct Gemv {
  Transpose ta;  ///< how a is read
  int64_t m, n;  ///< a is stored (m,n)
  T alpha;       ///< factor of the product
  const T* a;    ///< the matrix
  int64_t lda;   ///< elements from a row of a to the next
  const T* x;    ///< the vector that it is multiplied with
  int64_t incx;  ///< elements from one of x to the next
  T beta;        ///< factor of y as it was; 0: y is not read
  T* y;          ///< the result
  int64_t incy;  ///< elements from one of y to the next
};

}  // namespace llmsys::blas::detail
