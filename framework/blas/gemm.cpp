// Checks, the cases that need no product, and who gets the rest: vectors to gemv, small to own kernels, large to the backend.
#include "framework/blas/gemm.h"

#include "framework/base/error.h"
#include "framework/blas/detail/backend.h"
#include "framework/blas/detail/own.h"

namespace llmsys::blas {
namespace {

using detail::Gemm;
using detail::Gemv;

// Multiply-adds below which a library is not worth its first call (30 ms for oneDNN) nor its overhead.
constexpr double kLibraryWork = 64.0 * 64.0 * 64.0;

void check_sizes(const char* who, int64_t m, int64_t n, int64_t k) {
  LLMSYS_CHECK(ValueError, m >= 0 && n >= 0 && k >= 0, "[", who, "] sizes must not be negative, got m=", m, ", n=", n,
               ", k=", k);
}

void check_leading(const char* who, const char* name, int64_t leading, int64_t row) {
  LLMSYS_CHECK(ValueError, leading >= row, "[", who, "] ", name, " must be at least ", row,
               ", the length of a stored row, got ", leading);
}

template <class T>
void scale(int64_t m, int64_t n, T beta, T* c, int64_t ldc) {
  for (int64_t i = 0; i < m; ++i)
    for (int64_t j = 0; j < n; ++j) c[i * ldc + j] = beta == T{0} ? T{0} : beta * c[i * ldc + j];
}

Transpose flip(Transpose t) { return t == Transpose::no ? Transpose::yes : Transpose::no; }

// A product with one row or one column is a matrix times a vector: y^T = op(B)^T x^T, or y = op(A) x.
template <class T>
Gemv<T> as_gemv(const Gemm<T>& g) {
  const bool ta = g.ta == Transpose::yes, tb = g.tb == Transpose::yes;
  if (g.m == 1)
    return {flip(g.tb), tb ? g.n : g.k, tb ? g.k : g.n, g.alpha, g.b, g.ldb, g.a, ta ? g.lda : 1, g.beta, g.c, 1};
  return {g.ta, ta ? g.k : g.m, ta ? g.m : g.k, g.alpha, g.a, g.lda, g.b, tb ? 1 : g.ldb, g.beta, g.c, g.ldc};
}

template <class T>
void checked_gemm(const Gemm<T>& g) {
  check_sizes("gemm", g.m, g.n, g.k);
  check_leading("gemm", "lda", g.lda, g.ta == Transpose::no ? g.k : g.m);
  check_leading("gemm", "ldb", g.ldb, g.tb == Transpose::no ? g.n : g.k);
  check_leading("gemm", "ldc", g.ldc, g.n);
  if (g.m == 0 || g.n == 0) return;
  if (g.k == 0 || g.alpha == T{0}) return scale(g.m, g.n, g.beta, g.c, g.ldc);
  if (g.m == 1 || g.n == 1) return detail::own_gemv(as_gemv(g));
  const double work = static_cast<double>(g.m) * static_cast<double>(g.n) * static_cast<double>(g.k);
  if (work < kLibraryWork) return detail::own_gemm(g);
  detail::backend_gemm(g);
}

template <class T>
void checked_gemv(const Gemv<T>& g) {
  check_sizes("gemv", g.m, g.n, 0);
  check_leading("gemv", "lda", g.lda, g.n);
  const bool transposed = g.ta == Transpose::yes;
  const int64_t outputs = transposed ? g.n : g.m, inputs = transposed ? g.m : g.n;
  if (outputs == 0) return;
  if (inputs == 0 || g.alpha == T{0}) return scale(1, outputs, g.beta, g.y, outputs);
  detail::own_gemv(g);
}

}  // namespace

void gemm(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, float alpha, const float* a, int64_t lda,
          const float* b, int64_t ldb, float beta, float* c, int64_t ldc) {
  checked_gemm(Gemm<float>{ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc});
}

void gemm(Transpose ta, Transpose tb, int64_t m, int64_t n, int64_t k, double alpha, const double* a, int64_t lda,
          const double* b, int64_t ldb, double beta, double* c, int64_t ldc) {
  checked_gemm(Gemm<double>{ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc});
}

void gemv(Transpose ta, int64_t m, int64_t n, float alpha, const float* a, int64_t lda, const float* x, float beta,
          float* y) {
  checked_gemv(Gemv<float>{ta, m, n, alpha, a, lda, x, 1, beta, y, 1});
}

void gemv(Transpose ta, int64_t m, int64_t n, double alpha, const double* a, int64_t lda, const double* x, double beta,
          double* y) {
  checked_gemv(Gemv<double>{ta, m, n, alpha, a, lda, x, 1, beta, y, 1});
}

const char* backend_name() { return detail::backend_label(); }

std::string backend_version() { return detail::backend_version_text(); }

}  // namespace llmsys::blas
