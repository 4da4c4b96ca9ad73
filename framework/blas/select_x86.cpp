// The instruction sets of x86-64, fastest first. An aarch64 build links select_portable.cpp instead.
#include <vector>

#include "framework/blas/detail/kernels.h"

namespace llmsys::blas::detail {

std::span<const KernelSet* const> kernel_sets() {
  static const std::vector<const KernelSet*> sets = [] {
    std::vector<const KernelSet*> found;
    if (__builtin_cpu_supports("x86-64-v4")) found.push_back(&avx512_kernels());
    if (__builtin_cpu_supports("x86-64-v3")) found.push_back(&avx2_kernels());
    found.push_back(&baseline_kernels());
    return found;
  }();
  return sets;
}

}  // namespace llmsys::blas::detail
