// One set of kernels for CPUs that we have no special ones for; x86-64 links select_x86.cpp instead.
#include "framework/blas/detail/kernels.h"

namespace llmsys::blas::detail {

std::span<const KernelSet* const> kernel_sets() {
  static const KernelSet* const only[] = {&baseline_kernels()};
  return only;
}

}  // namespace llmsys::blas::detail
