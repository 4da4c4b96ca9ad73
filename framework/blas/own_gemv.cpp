// Matrix times vector: each element of the matrix is read once and used once, so the speed of memory is the limit and all
// there is to do is to read in long straight runs, on all threads.
#include <algorithm>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/blas/detail/kernels.h"
#include "framework/blas/detail/own.h"

namespace llmsys::blas::detail {
namespace {

constexpr int64_t kThreadElements = 32 * 1024;  // elements of the matrix worth waking a thread for
constexpr int64_t kChunk = 1024;                // results kept in a local array, in the first-level cache
constexpr int64_t kColumnStep = 64;             // threads part between whole cache lines

// y[begin..end) = alpha * sums + beta * y
template <class T>
void finish(const Gemv<T>& g, const T* sums, int64_t begin, int64_t end) {
  for (int64_t i = begin; i < end; ++i) {
    T& y = g.y[i * g.incy];
    y = g.beta == T{0} ? g.alpha * sums[i - begin] : g.alpha * sums[i - begin] + g.beta * y;
  }
}

template <class T>
void rows(const Kernels<T>& use, const Gemv<T>& g, int64_t begin, int64_t end) {
  T sums[kChunk];
  for (int64_t i = begin; i < end; i += kChunk) {
    const int64_t stop = std::min(end, i + kChunk);
    use.dot_rows(stop - i, g.n, g.a + i * g.lda, g.lda, g.x, sums);
    finish(g, sums, i, stop);
  }
}

template <class T>
void columns(const Kernels<T>& use, const Gemv<T>& g, int64_t begin, int64_t end) {
  T sums[kChunk];
  for (int64_t j = begin; j < end; j += kChunk) {
    const int64_t stop = std::min(end, j + kChunk);
    use.sum_rows(g.m, stop - j, g.a + j, g.lda, g.x, sums);
    finish(g, sums, j, stop);
  }
}

template <class T>
std::vector<T> contiguous(const T* x, int64_t n, int64_t step) {
  std::vector<T> copy(static_cast<size_t>(n));
  for (int64_t i = 0; i < n; ++i) copy[static_cast<size_t>(i)] = x[i * step];
  return copy;
}

template <class T>
void streamed(const Kernels<T>& use, Gemv<T> g) {
  const bool transposed = g.ta == Transpose::yes;
  std::vector<T> x;
  if (g.incx != 1) {
    x = contiguous(g.x, transposed ? g.m : g.n, g.incx);
    g.x = x.data();
  }
  if (transposed) {
    const int64_t steps = (g.n + kColumnStep - 1) / kColumnStep;
    parallel_for(steps, kThreadElements / (g.m * kColumnStep) + 1, [&](int64_t begin, int64_t end) {
      columns(use, g, begin * kColumnStep, std::min(g.n, end * kColumnStep));
    });
  } else {
    parallel_for(g.m, kThreadElements / g.n + 1, [&](int64_t begin, int64_t end) { rows(use, g, begin, end); });
  }
}

}  // namespace

void own_gemv(const Gemv<float>& g, const KernelSet& use) { streamed(use.f32, g); }

void own_gemv(const Gemv<double>& g, const KernelSet& use) { streamed(use.f64, g); }

}  // namespace llmsys::blas::detail
