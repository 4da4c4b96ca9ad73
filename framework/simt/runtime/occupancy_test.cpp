// Our occupancy formula against NVIDIA's, where that is: cuda_occupancy.h runs on the host.
#include "framework/simt/occupancy.h"

#include <cuda_occupancy.h>

#include "framework/testing/test.h"

using namespace llmsys::simt;

namespace {

cudaOccDeviceProp device_of(const Gpu& gpu) {
  cudaOccDeviceProp device;
  device.computeMajor = gpu.compute_capability / 10;
  device.computeMinor = gpu.compute_capability % 10;
  device.maxThreadsPerBlock = 1024;
  device.maxThreadsPerMultiprocessor = gpu.threads_per_multiprocessor;
  device.regsPerBlock = device.regsPerMultiprocessor = 65536;
  device.warpSize = 32;
  device.sharedMemPerBlock = 48 << 10;
  device.sharedMemPerMultiprocessor = static_cast<size_t>(gpu.shared_per_multiprocessor);
  device.numSms = gpu.multiprocessors;
  device.sharedMemPerBlockOptin = static_cast<size_t>(gpu.shared_per_block);
  device.reservedSharedMemPerBlock = static_cast<size_t>(gpu.reserved_shared_per_block);
  return device;
}

int blocks_by_nvidia(const Gpu& gpu, const KernelResources& kernel, int block_size, size_t dynamic_shared) {
  const cudaOccDeviceProp device = device_of(gpu);
  cudaOccFuncAttributes function{};
  function.maxThreadsPerBlock = 1024;
  function.numRegs = kernel.registers;
  function.sharedSizeBytes = kernel.static_shared;
  function.partitionedGCConfig = PARTITIONED_GC_OFF;
  function.shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN;
  function.maxDynamicSharedSizeBytes = static_cast<size_t>(gpu.shared_per_block) - kernel.static_shared;
  const cudaOccDeviceState state;
  cudaOccResult result{};
  REQUIRE(cudaOccMaxActiveBlocksPerMultiprocessor(&result, &device, &function, &state, block_size, dynamic_shared) ==
          CUDA_OCC_SUCCESS);
  return result.activeBlocksPerMultiprocessor;
}

}  // namespace

TEST_CASE("occupancy: equals NVIDIA's for every GPU of the table, over registers, block sizes and shared memory") {
  int differences = 0, cases = 0;
  for (const Gpu& gpu : known_gpus())
    for (int registers = 1; registers <= 255; registers += 7)
      for (int block_size = 1; block_size <= 1024; block_size += block_size < 70 ? 1 : 37)
        for (const size_t dynamic_shared : {0, 1, 128, 1000, 9000, 33333, 48 << 10, 63 << 10, 99 << 10, 163 << 10}) {
          const KernelResources kernel{.registers = registers, .static_shared = 512};
          if (kernel.static_shared + dynamic_shared > static_cast<size_t>(gpu.shared_per_block)) continue;
          const int want = blocks_by_nvidia(gpu, kernel, block_size, dynamic_shared);
          const Occupancy got = occupancy(gpu, kernel, block_size, dynamic_shared);
          ++cases;
          if (got.blocks != want && ++differences < 5) {
            CAPTURE(gpu.key, registers, block_size, dynamic_shared, got.limited_by);
            CHECK(got.blocks == want);
          }
        }
  CHECK(differences == 0);
  CHECK(cases > 50000);
}

TEST_CASE("occupancy: too much of anything is none") {
  const Gpu& gpu = find_gpu("a100");
  CHECK(occupancy(gpu, {}, 1025, 0).blocks == 0);
  CHECK(occupancy(gpu, {}, 0, 0).blocks == 0);
  CHECK(occupancy(gpu, {.registers = 128, .static_shared = 0}, 1024, 0).blocks == 0);
  CHECK(occupancy(gpu, {.registers = 0, .static_shared = 0}, 1024, 164 << 10).blocks == 0);
  const Occupancy best = occupancy(gpu, {.registers = 32, .static_shared = 0}, 1024, 0);
  CHECK(best.blocks == 2);
  CHECK(best.fraction == 1.0);
}
