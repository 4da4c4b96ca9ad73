// OpenBLAS for float and double, loaded at the first large product.
//
// It brings a thread pool of its own, and two pools that compete for the cores are slower than one thread. So OpenBLAS runs
// on one thread, and parallel_for cuts the product: one part of the rows or columns of C for each thread of the budget.
#include <cblas.h>

#include <algorithm>
#include <limits>

#include "framework/base/parallel.h"
#include "framework/blas/detail/backend.h"
#include "framework/blas/detail/own.h"
#include "framework/blas/detail/shared_library.h"

namespace llmsys::blas::detail {
namespace {

struct Library {
  decltype(cblas_sgemm)* sgemm;
  decltype(cblas_dgemm)* dgemm;
  decltype(openblas_get_config)* config;
};

const Library& library() {
  static const Library loaded = [] {
    void* handle = open_library(LLMSYS_BLAS_LIBRARY_PATH);
    // The count is the process's, not the thread's: set once here and never again, so that ranks cannot race on it.
    const auto set_threads = find_function<decltype(openblas_set_num_threads)>(handle, "openblas_set_num_threads");
    if (set_threads == nullptr) return Library{nullptr, nullptr, nullptr};
    set_threads(1);
    return Library{find_function<decltype(cblas_sgemm)>(handle, "cblas_sgemm"),
                   find_function<decltype(cblas_dgemm)>(handle, "cblas_dgemm"),
                   find_function<decltype(openblas_get_config)>(handle, "openblas_get_config")};
  }();
  return loaded;
}

CBLAS_TRANSPOSE flag(Transpose t) { return t == Transpose::no ? CblasNoTrans : CblasTrans; }

template <class T, class F>
void call(F* function, const Gemm<T>& g) {
  const auto narrow = [](int64_t size) { return static_cast<blasint>(size); };
  function(CblasRowMajor, flag(g.ta), flag(g.tb), narrow(g.m), narrow(g.n), narrow(g.k), g.alpha, g.a, narrow(g.lda),
           g.b, narrow(g.ldb), g.beta, g.c, narrow(g.ldc));
}

// Rows [begin, end) of C need those of op(A); columns those of op(B).
template <class T>
Gemm<T> rows(Gemm<T> g, int64_t begin, int64_t end) {
  g.m = end - begin;
  g.a += begin * (g.ta == Transpose::no ? g.lda : 1);
  g.c += begin * g.ldc;
  return g;
}

template <class T>
Gemm<T> columns(Gemm<T> g, int64_t begin, int64_t end) {
  g.n = end - begin;
  g.b += begin * (g.tb == Transpose::no ? 1 : g.ldb);
  g.c += begin;
  return g;
}

template <class T, class F>
void split(F* function, const Gemm<T>& g) {
  constexpr int64_t kGrain = 64;  // rows or columns: enough to fill the library's register blocks
  const bool by_rows = g.m >= g.n;
  parallel_for(by_rows ? g.m : g.n, kGrain, [&](int64_t begin, int64_t end) {
    call(function, by_rows ? rows(g, begin, end) : columns(g, begin, end));
  });
}

// OpenBLAS counts in blasint, 32 bits in most builds.
template <class T>
bool fits(const Gemm<T>& g) {
  constexpr int64_t most = std::numeric_limits<blasint>::max();
  return std::max({g.m, g.n, g.k, g.lda, g.ldb, g.ldc}) <= most;
}

template <class T, class F>
void library_or_own(F* function, const Gemm<T>& g) {
  if (function != nullptr && fits(g))
    split(function, g);
  else
    own_gemm(g);
}

}  // namespace

void backend_gemm(const Gemm<float>& g) { library_or_own(library().sgemm, g); }

void backend_gemm(const Gemm<double>& g) { library_or_own(library().dgemm, g); }

std::string backend_version_text() { return library().config != nullptr ? library().config() : ""; }

const char* backend_label() { return library().dgemm != nullptr ? "openblas" : "own"; }

}  // namespace llmsys::blas::detail
