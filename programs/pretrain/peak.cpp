#include "programs/pretrain/peak.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "framework/blas/gemm.h"

namespace llmsys {

double measured_peak_flops() {
  constexpr int64_t kSize = 1024;
  const std::vector<float> a(kSize * kSize, 0.5F), b(kSize * kSize, 0.25F);
  std::vector<float> c(kSize * kSize);
  double best = 1e9;
  for (int i = 0; i < 12; ++i) {  // the first ones load the library and its memory
    const auto start = std::chrono::steady_clock::now();
    blas::gemm(blas::Transpose::no, blas::Transpose::yes, kSize, kSize, kSize, 1.0F, a.data(), kSize, b.data(), kSize,
               0.0F, c.data(), kSize);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return 2.0 * kSize * kSize * kSize / best;
}

}  // namespace llmsys
