// oneDNN for float; it has no double, so those go to own kernels. Loaded at the first large product.
#include <dnnl.h>

#include "framework/base/parallel.h"
#include "framework/base/text.h"
#include "framework/blas/detail/backend.h"
#include "framework/blas/detail/own.h"
#include "framework/blas/detail/shared_library.h"

namespace llmsys::blas::detail {
namespace {

struct Library {
  decltype(dnnl_sgemm)* sgemm;
  decltype(dnnl_version)* version;
  // libgomp's, which oneDNN counts its threads by; null where oneDNN was built on something else.
  int (*get_threads)();
  void (*set_threads)(int);
};

const Library& library() {
  static const Library loaded = [] {
    void* handle = open_library(LLMSYS_BLAS_LIBRARY_PATH);
    return Library{find_function<decltype(dnnl_sgemm)>(handle, "dnnl_sgemm"),
                   find_function<decltype(dnnl_version)>(handle, "dnnl_version"),
                   find_function<int()>(handle, "omp_get_max_threads"),
                   find_function<void(int)>(handle, "omp_set_num_threads")};
  }();
  return loaded;
}

// OpenMP's thread count is kept per thread, so ranks do not disturb one another.
class ThreadBudget {
 public:
  explicit ThreadBudget(const Library& lib) : set_(lib.set_threads) {
    if (set_ == nullptr) return;
    before_ = lib.get_threads();
    set_(max_threads());
  }
  ~ThreadBudget() {
    if (set_ != nullptr) set_(before_);
  }
  ThreadBudget(const ThreadBudget&) = delete;
  ThreadBudget& operator=(const ThreadBudget&) = delete;

 private:
  void (*set_)(int);
  int before_ = 1;
};

char letter(Transpose t) { return t == Transpose::no ? 'N' : 'T'; }

}  // namespace

void backend_gemm(const Gemm<float>& g) {
  const Library& lib = library();
  if (lib.sgemm != nullptr) {
    const ThreadBudget budget(lib);
    if (lib.sgemm(letter(g.ta), letter(g.tb), g.m, g.n, g.k, g.alpha, g.a, g.lda, g.b, g.ldb, g.beta, g.c, g.ldc) ==
        dnnl_success)
      return;
  }
  own_gemm(g);
}

void backend_gemm(const Gemm<double>& g) { own_gemm(g); }

std::string backend_version_text() {
  if (library().version == nullptr) return "";
  const dnnl_version_t* version = library().version();
  return text(version->major, ".", version->minor, ".", version->patch);
}

const char* backend_label() { return library().sgemm != nullptr ? "onednn" : "own"; }

}  // namespace llmsys::blas::detail
