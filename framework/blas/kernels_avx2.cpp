// AVX2 and fused multiply-add: 16 registers of 32 bytes.
#include "framework/blas/detail/kernels_impl.h"

namespace llmsys::blas::detail {

const KernelSet& avx2_kernels() {
  static constexpr KernelSet set = kernel_set<32, 16>("avx2");
  return set;
}

}  // namespace llmsys::blas::detail
