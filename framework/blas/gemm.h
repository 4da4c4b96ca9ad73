/// @file
/// Every matrix product of the system behind one interface: raw pointers, row-major, float and double.
///
/// Who computes is chosen at link time by the CMake option LLMSYS_BLAS (see backend_name()). Whatever the backend, products
/// with a vector go to streaming kernels (gemv) and small ones to own kernels, because a library's first call costs 30 ms.
/// All calls obey the thread budget of the Context (framework/base/parallel.h) and may be made from several threads.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys::blas {

/// Whether an operand is read as it is stored or transposed.
enum class Transpose {
  no,  ///< as stored
  yes  ///< rows and columns exchanged
};

/// C = alpha * op(A) * op(B) + beta * C, row-major: element (i,j) of a stored matrix is at [i * ld + j].
///
/// NaN and infinity in A and B propagate as the formula says. C must not overlap A or B; elements between the end of a row
/// and the next row (padding) are neither read nor written. The linear layer y = x w^T of (N,C) by (F,C):
/// @code
///   gemm(Transpose::no, Transpose::yes, N, F, C, 1.0f, x, C, w, C, 0.0f, y, F);  // y (N,F)
/// @endcode
/// @param ta,tb  op(A) is (m,k): A is stored (m,k), or (k,m) if ta is yes. op(B) is (k,n): B is stored (k,n), or (n,k)
/// @param m,n,k  any >= 0; m or n of 0 does nothing, k of 0 only scales C
/// @param alpha  0: A and B are not read
/// @param lda,ldb,ldc  elements from one stored row to the next, at least the length of a stored row
/// @param beta   0: C is overwritten, whatever it held (NaN too)
/// @throws ValueError if a size is negative or a leading dimension too small
void gemm(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, float alpha, const float* a, int64_t lda,
          const float* b, int64_t ldb, float beta, float* c, int64_t ldc);
/// The same in double precision.
void gemm(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, double alpha, const double* a, int64_t lda,
          const double* b, int64_t ldb, double beta, double* c, int64_t ldc);

/// y = alpha * op(A) * x + beta * y, A stored (m,n) row-major. Limited by how fast A can be read: each element once.
///
/// @param ta   no: x has n elements and y has m; yes: x has m and y has n
/// @param lda  elements from one row of A to the next, at least n
/// @param beta 0: y is overwritten, whatever it held; y must not overlap A or x
/// @throws ValueError if a size is negative or lda too small
void gemv(Transpose ta, int64_t m, int64_t n, float alpha, const float* a, int64_t lda, const float* x, float beta,
          float* y);
/// The same in double precision.
void gemv(Transpose ta, int64_t m, int64_t n, double alpha, const double* a, int64_t lda, const double* x, double beta,
          double* y);

/// Who computes large products in this program: "onednn" (float; double by own kernels), "openblas" or "own".
/// A library that was there at build time and cannot be loaded now shows as "own". Loads the library if nobody has yet.
const char* backend_name();
/// Its version, "2.6.3", as the library itself says: results of two versions may differ in their last bits. "" if own.
std::string backend_version();

}  // namespace llmsys::blas
