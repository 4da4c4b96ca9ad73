#include "framework/base/parallel.h"
#include "framework/blas/detail/own.h"
namespace llmsys::blas::detail {
namespace {
template <class T>
void naive(const Gemv<T>& g) {
  const bool t = g.ta == Transpose::yes;
  parallel_for(t ? g.n : g.m, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      T sum = 0;
      for (int64_t p = 0; p < (t ? g.m : g.n); ++p) sum += (t ? g.a[p * g.lda + i] : g.a[i * g.lda + p]) * g.x[p * g.incx];
      T& y = g.y[i * g.incy];
      y = g.beta == T{0} ? g.alpha * sum : g.alpha * sum + g.beta * y;
    }
  });
}
}  // namespace
void own_gemv(const Gemv<float>& g) { naive(g); }
void own_gemv(const Gemv<double>& g) { naive(g); }
}  // namespace llmsys::blas::detail
