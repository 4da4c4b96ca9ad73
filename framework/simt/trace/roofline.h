/// @file
/// The least time a kernel can take on a GPU, from what it moved and computed (Williams, Waterman, Patterson, "Roofline: an
/// insightful visual performance model for multicore architectures", CACM 52(4), 2009).
#pragma once
#include <cstdint>
#include <string_view>

#include "framework/simt/gpus.h"
#include "framework/simt/trace/counters.h"

namespace llmsys::simt {

/// What sets the least time.
enum class Bound {
  memory,  ///< bandwidth of device memory
  shared,  ///< passes through the banks of shared memory
  compute  ///< float units, or tensor cores if their rate was asked for
};
/// "memory", "shared memory" or "compute".
std::string_view to_text(Bound bound);

/// A kernel's place under the roof. Times are lower bounds, at the documented rates; a real GPU adds latency, imbalance and
/// whatever its caches could not keep.
struct Roofline {
  const Gpu* gpu = nullptr;     ///< whose
  double flops = 0;             ///< as the caller counted them: the emulator does not. 0: unknown
  double flops_per_second = 0;  ///< the roof's flat part: what the arithmetic can do at most
  double least_bytes = 0;       ///< distinct bytes loaded and stored: traffic of device memory is at least this
  double intensity = 0;         ///< flops / least_bytes, at most: FLOPs a byte; 0 if unknown
  double ridge = 0;             ///< the intensity above which arithmetic is the limit
  double memory_seconds = 0;    ///< least_bytes at the GPU's bandwidth
  double shared_seconds = 0;    ///< wavefronts, one a clock and multiprocessor
  double compute_seconds = 0;   ///< flops at flops_per_second
  Bound bound{};                ///< which of the three is largest

  /// @return the largest of the three times
  [[nodiscard]] double least_seconds() const;
};

/// @param kernel  of Trace; all launches together   @param flops  of all launches; 0: unknown
/// @param flops_per_second  one of the GPU's rates; 0: float without tensor cores
Roofline place_on_roofline(const KernelCounters& kernel, const Gpu& gpu, double flops = 0, double flops_per_second = 0);

}  // namespace llmsys::simt
