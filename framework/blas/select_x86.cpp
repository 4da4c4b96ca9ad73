// The instruction sets of x86-64, fastest first, asked for by the features that CMakeLists.txt compiles each for.
// An aarch64 build links select_portable.cpp instead.
#include <vector>

#include "framework/blas/detail/kernels.h"

namespace llmsys::blas::detail {

std::span<const KernelSet* const> kernel_sets() {
  static const std::vector<const KernelSet*> sets = [] {
    std::vector<const KernelSet*> found;
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    if (avx2 && avx512) found.push_back(&avx512_kernels());
    if (avx2) found.push_back(&avx2_kernels());
    found.push_back(&baseline_kernels());
    return found;
  }();
  return sets;
}

}  // namespace llmsys::blas::detail
