#include "framework/simt/runtime/kernels.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "framework/base/text.h"
#include "framework/simt/kernel_api.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/runtime_templates.h"

using namespace llmsys;

namespace llmsys::simt {
namespace {

constexpr size_t kWithoutAsking = 48 << 10;

struct Kernels {
  std::mutex mutex;
  std::map<const void*, KernelState> states;
};
// Never destroyed: kernels are launched by destructors of static objects.
Kernels& kernels() {
  static const auto the_kernels = new Kernels;
  return *the_kernels;
}

}  // namespace

KernelState kernel_state(const void* kernel) {
  const std::lock_guard lock(kernels().mutex);
  const auto found = kernels().states.find(kernel);
  return found == kernels().states.end() ? KernelState{} : found->second;
}

size_t most_dynamic_shared(const KernelState& state) {
  if (state.most_dynamic_shared >= 0) return static_cast<size_t>(state.most_dynamic_shared);
  return kWithoutAsking - std::min(kWithoutAsking, state.resources.static_shared);
}

void set_kernel_resources(const void* kernel, const KernelResources& resources) {
  const std::lock_guard lock(kernels().mutex);
  kernels().states[kernel].resources = resources;
}

KernelResources kernel_resources(const void* kernel) { return kernel_state(kernel).resources; }

cudaError_t best_block_size(int* least_grid, int* block_size, const void* kernel,
                            size_t (*dynamic_shared)(int, const void*), const void* data, int limit) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (least_grid == nullptr || block_size == nullptr)
    return fail(cudaErrorInvalidValue, "[cudaOccupancyMaxPotentialBlockSize] nowhere to put the result");
  const Gpu& gpu = pretended_gpu();
  int best_warps = 0;
  for (int threads = limit > 0 ? std::min(limit, 1024) : 1024; threads > 0; threads = (threads - 1) / 32 * 32) {
    const Occupancy now = occupancy(gpu, kernel_resources(kernel), threads, dynamic_shared(threads, data));
    if (now.warps <= best_warps) continue;
    best_warps = now.warps;
    *block_size = threads;
    *least_grid = now.blocks * gpu.multiprocessors;
  }
  if (best_warps > 0) return cudaSuccess;
  return fail(cudaErrorInvalidConfiguration, "[cudaOccupancyMaxPotentialBlockSize] no block size fits this kernel");
}

}  // namespace llmsys::simt

using namespace llmsys::simt;

cudaError_t cudaFuncSetAttribute(const void* kernel, cudaFuncAttribute attribute, int value) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const std::lock_guard lock(kernels().mutex);
  KernelState& state = kernels().states[kernel];
  const int most = pretended_gpu().shared_per_block - static_cast<int>(state.resources.static_shared);
  switch (attribute) {
    case cudaFuncAttributeMaxDynamicSharedMemorySize:
      if (value < 0 || value > most)
        return fail(cudaErrorInvalidValue,
                    text("[cudaFuncSetAttribute] ", value, " bytes of dynamic shared memory: a block of ",
                         pretended_gpu().name, " can have ", most));
      state.most_dynamic_shared = value;
      return cudaSuccess;
    case cudaFuncAttributePreferredSharedMemoryCarveout: state.carveout = value; return cudaSuccess;
    case cudaFuncAttributeNonPortableClusterSizeAllowed: return cudaSuccess;
  }
  return fail(cudaErrorInvalidValue, "[cudaFuncSetAttribute] the emulator does not know this attribute");
}

cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, const void* kernel) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (attributes == nullptr) return fail(cudaErrorInvalidValue, "[cudaFuncGetAttributes] nowhere to put the result");
  const KernelState state = kernel_state(kernel);
  *attributes = {};
  attributes->sharedSizeBytes = state.resources.static_shared;
  attributes->numRegs = state.resources.registers;
  attributes->maxThreadsPerBlock = 1024;
  attributes->ptxVersion = attributes->binaryVersion = pretended_gpu().compute_capability;
  attributes->maxDynamicSharedSizeBytes = static_cast<int>(most_dynamic_shared(state));
  attributes->preferredShmemCarveout = state.carveout;
  return cudaSuccess;
}

cudaError_t cudaFuncSetCacheConfig(const void* /*kernel*/, cudaFuncCache /*config*/) { return device_state(); }

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* kernel, int block_size,
                                                          size_t dynamic_shared) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (blocks == nullptr || block_size <= 0)
    return fail(cudaErrorInvalidValue,
                text("[cudaOccupancyMaxActiveBlocksPerMultiprocessor] a block of ", block_size, " threads"));
  *blocks = occupancy(pretended_gpu(), kernel_resources(kernel), block_size, dynamic_shared).blocks;
  return cudaSuccess;
}

cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks, const void* kernel, int block_size,
                                                                   size_t dynamic_shared, unsigned int /*flags*/) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, kernel, block_size, dynamic_shared);
}

cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* dynamic_shared, const void* kernel, int blocks,
                                                      int block_size) {
  if (const cudaError_t sticky = device_state()) return sticky;
  const Gpu& gpu = pretended_gpu();
  const KernelResources resources = kernel_resources(kernel);
  if (dynamic_shared == nullptr || blocks < 1 || occupancy(gpu, resources, block_size, 0).blocks < blocks)
    return fail(cudaErrorInvalidValue,
                text("[cudaOccupancyAvailableDynamicSMemPerBlock] ", blocks, " blocks of ", block_size,
                     " threads do not fit a multiprocessor, whatever their shared memory"));
  size_t least = 0, most = static_cast<size_t>(gpu.shared_per_block) - resources.static_shared;  // least fits
  while (least < most) {
    const size_t middle = (least + most + 1) / 2;
    const bool fits = occupancy(gpu, resources, block_size, middle).blocks >= blocks;
    (fits ? least : most) = fits ? middle : middle - 1;
  }
  *dynamic_shared = least;
  return cudaSuccess;
}
