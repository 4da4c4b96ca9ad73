// AVX-512: 32 registers of 64 bytes.
#include "framework/blas/detail/kernels_impl.h"

namespace llmsys::blas::detail {

const KernelSet& avx512_kernels() {
  static constexpr KernelSet set = kernel_set<64, 32>("avx512");
  return set;
}

}  // namespace llmsys::blas::detail
