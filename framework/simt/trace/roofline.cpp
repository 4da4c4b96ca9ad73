#include "framework/simt/trace/roofline.h"

#include <algorithm>

namespace llmsys::simt {

std::string_view to_text(Bound bound) {
  switch (bound) {
    case Bound::memory: return "memory";
    case Bound::shared: return "shared memory";
    case Bound::compute: return "compute";
  }
  return "?";
}

double Roofline::least_seconds() const { return std::max({memory_seconds, shared_seconds, compute_seconds}); }

Roofline place_on_roofline(const KernelCounters& kernel, const Gpu& gpu, double flops, double flops_per_second) {
  Roofline r;
  r.gpu = &gpu;
  r.flops = flops;
  r.flops_per_second = flops_per_second > 0 ? flops_per_second : gpu.fp32_flops;
  r.least_bytes = static_cast<double>(kernel.unique_global_load_bytes + kernel.unique_global_store_bytes);
  r.intensity = r.least_bytes > 0 ? flops / r.least_bytes : 0;
  r.ridge = r.flops_per_second / gpu.bandwidth;
  const int64_t passes =
      kernel.shared_load.wavefronts + kernel.shared_store.wavefronts + kernel.shared_atomic.wavefronts;
  const int64_t used = std::min<int64_t>(gpu.multiprocessors, kernel.blocks / std::max<int64_t>(kernel.launches, 1));
  r.memory_seconds = r.least_bytes / gpu.bandwidth;
  r.shared_seconds =
      static_cast<double>(passes) / (static_cast<double>(std::max<int64_t>(used, 1)) * gpu.clock_mhz * 1e6);
  r.compute_seconds = flops / r.flops_per_second;
  if (r.least_seconds() == r.shared_seconds) r.bound = Bound::shared;
  if (r.least_seconds() == r.compute_seconds) r.bound = Bound::compute;
  if (r.least_seconds() == r.memory_seconds) r.bound = Bound::memory;
  return r;
}

}  // namespace llmsys::simt
