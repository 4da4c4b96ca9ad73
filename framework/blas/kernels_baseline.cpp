// Every x86-64 (SSE2) and every aarch64 (NEON) CPU: 16-byte vectors.
#include "framework/blas/detail/kernels_impl.h"

namespace llmsys::blas::detail {

const KernelSet& baseline_kernels() {
  static constexpr KernelSet set = kernel_set<16, 16>("baseline");
  return set;
}

}  // namespace llmsys::blas::detail
