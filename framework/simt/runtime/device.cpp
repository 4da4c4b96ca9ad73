#include <algorithm>
#include <array>
#include <cstring>

#include "framework/simt/arena.h"
#include "framework/simt/gpus.h"
#include "framework/simt/runtime/failure.h"
#include "framework/simt/runtime/queue.h"
#include "framework/simt/runtime_api.h"

using namespace llmsys;
using namespace llmsys::simt;

namespace {

constexpr int kRegisters = 64 << 10;  // of a multiprocessor, and of a block: all since compute capability 5.0
constexpr size_t kKiB = 1 << 10;

cudaError_t no_such_device(const char* who, int device) {
  return fail(cudaErrorInvalidDevice, text("[", who, "] there is only device 0, not ", device));
}

cudaDeviceProp properties_of(const Gpu& gpu) {
  cudaDeviceProp p{};
  gpu.name.copy(p.name, sizeof(p.name) - 1);
  p.totalGlobalMem = std::min(static_cast<size_t>(gpu.memory_bytes), kArenaBytes);
  p.sharedMemPerBlock = 48 * kKiB;
  p.regsPerBlock = p.regsPerMultiprocessor = kRegisters;
  p.warpSize = 32;
  p.memPitch = 0x7fffffff;
  p.maxThreadsPerBlock = p.maxThreadsDim[0] = p.maxThreadsDim[1] = 1024;
  p.maxThreadsDim[2] = 64;
  p.maxGridSize[0] = 0x7fffffff;
  p.maxGridSize[1] = p.maxGridSize[2] = 65535;
  p.totalConstMem = 64 * kKiB;
  p.major = gpu.compute_capability / 10;
  p.minor = gpu.compute_capability % 10;
  p.textureAlignment = 512;
  p.multiProcessorCount = gpu.multiprocessors;
  p.concurrentKernels = p.unifiedAddressing = p.managedMemory = p.concurrentManagedAccess = 1;
  p.streamPrioritiesSupported = p.globalL1CacheSupported = p.localL1CacheSupported = 1;
  p.cooperativeLaunch = p.hostRegisterSupported = p.memoryPoolsSupported = 1;
  p.asyncEngineCount = 2;
  p.memoryBusWidth = gpu.bus_bits;
  p.l2CacheSize = gpu.l2_bytes;
  p.maxThreadsPerMultiProcessor = gpu.threads_per_multiprocessor;
  p.sharedMemPerMultiprocessor = static_cast<size_t>(gpu.shared_per_multiprocessor);
  p.sharedMemPerBlockOptin = static_cast<size_t>(gpu.shared_per_block);
  p.maxBlocksPerMultiProcessor = gpu.blocks_per_multiprocessor;
  p.reservedSharedMemPerBlock = static_cast<size_t>(gpu.reserved_shared_per_block);
  return p;
}

struct AttributeValue {
  cudaDeviceAttr attribute;
  int value;
};

auto attributes_of(const Gpu& gpu) {
  const cudaDeviceProp p = properties_of(gpu);
  return std::to_array<AttributeValue>({
      {cudaDevAttrMaxThreadsPerBlock, p.maxThreadsPerBlock},
      {cudaDevAttrMaxBlockDimX, p.maxThreadsDim[0]},
      {cudaDevAttrMaxBlockDimY, p.maxThreadsDim[1]},
      {cudaDevAttrMaxBlockDimZ, p.maxThreadsDim[2]},
      {cudaDevAttrMaxGridDimX, p.maxGridSize[0]},
      {cudaDevAttrMaxGridDimY, p.maxGridSize[1]},
      {cudaDevAttrMaxGridDimZ, p.maxGridSize[2]},
      {cudaDevAttrMaxSharedMemoryPerBlock, static_cast<int>(p.sharedMemPerBlock)},
      {cudaDevAttrTotalConstantMemory, static_cast<int>(p.totalConstMem)},
      {cudaDevAttrWarpSize, p.warpSize},
      {cudaDevAttrMaxRegistersPerBlock, p.regsPerBlock},
      {cudaDevAttrClockRate, gpu.clock_mhz * 1000},
      {cudaDevAttrMultiProcessorCount, p.multiProcessorCount},
      {cudaDevAttrIntegrated, 0},
      {cudaDevAttrConcurrentKernels, 1},
      {cudaDevAttrGlobalMemoryBusWidth, p.memoryBusWidth},
      {cudaDevAttrL2CacheSize, p.l2CacheSize},
      {cudaDevAttrMaxThreadsPerMultiProcessor, p.maxThreadsPerMultiProcessor},
      {cudaDevAttrAsyncEngineCount, p.asyncEngineCount},
      {cudaDevAttrUnifiedAddressing, 1},
      {cudaDevAttrComputeCapabilityMajor, p.major},
      {cudaDevAttrComputeCapabilityMinor, p.minor},
      {cudaDevAttrStreamPrioritiesSupported, 1},
      {cudaDevAttrMaxSharedMemoryPerMultiprocessor, static_cast<int>(p.sharedMemPerMultiprocessor)},
      {cudaDevAttrMaxRegistersPerMultiprocessor, p.regsPerMultiprocessor},
      {cudaDevAttrManagedMemory, 1},
      {cudaDevAttrPageableMemoryAccess, 0},
      {cudaDevAttrConcurrentManagedAccess, 1},
      {cudaDevAttrCooperativeLaunch, 1},
      {cudaDevAttrMaxSharedMemoryPerBlockOptin, static_cast<int>(p.sharedMemPerBlockOptin)},
      {cudaDevAttrMaxBlocksPerMultiprocessor, p.maxBlocksPerMultiProcessor},
      {cudaDevAttrReservedSharedMemoryPerBlock, static_cast<int>(p.reservedSharedMemPerBlock)},
      {cudaDevAttrMemoryPoolsSupported, 1},
      {cudaDevAttrClusterLaunch, 0},
  });
}

/// Stores a value behind a pointer that must not be null.
template <class T>
cudaError_t give(const char* who, T* out, T value) {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (out == nullptr) return fail(cudaErrorInvalidValue, text("[", who, "] nowhere to put the result: a null pointer"));
  *out = value;
  return cudaSuccess;
}

}  // namespace

cudaError_t cudaGetDeviceCount(int* count) { return give("cudaGetDeviceCount", count, 1); }
cudaError_t cudaGetDevice(int* device) { return give("cudaGetDevice", device, 0); }

cudaError_t cudaSetDevice(int device) {
  if (const cudaError_t sticky = device_state()) return sticky;
  return device == 0 ? cudaSuccess : no_such_device("cudaSetDevice", device);
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device) {
  if (device != 0) return no_such_device("cudaGetDeviceProperties", device);
  return give("cudaGetDeviceProperties", properties, properties_of(pretended_gpu()));
}

cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device) {
  if (device != 0) return no_such_device("cudaDeviceGetAttribute", device);
  for (const AttributeValue& known : attributes_of(pretended_gpu()))
    if (known.attribute == attribute) return give("cudaDeviceGetAttribute", value, known.value);
  return fail(cudaErrorInvalidValue,
              text("[cudaDeviceGetAttribute] the emulator does not know attribute ", static_cast<int>(attribute)));
}

cudaError_t cudaDeviceSynchronize() {
  if (const cudaError_t sticky = device_state()) return sticky;
  if (g_deferring != 0) {
    const std::lock_guard lock(queue().mutex);
    if (const cudaError_t error = queue().refuse_in_capture("cudaDeviceSynchronize")) return error;
    queue().finish();
  }
  return device_state();
}

cudaError_t cudaDeviceReset() {
  const std::lock_guard lock(queue().mutex);
  queue().finish();
  if (MemoryObserver* const listener = memory_observer()) listener->device_resets();
  arena_free_all();
  heal();
  return cudaSuccess;
}

cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit) {
  switch (limit) {
    case cudaLimitStackSize: return give("cudaDeviceGetLimit", value, kKiB);
    case cudaLimitPrintfFifoSize: return give("cudaDeviceGetLimit", value, kKiB * kKiB);
    case cudaLimitMallocHeapSize: return give("cudaDeviceGetLimit", value, 8 * kKiB * kKiB);
  }
  return fail(cudaErrorUnsupportedLimit, "[cudaDeviceGetLimit] the emulator does not know this limit");
}

cudaError_t cudaDeviceSetLimit(cudaLimit /*limit*/, size_t /*value*/) { return device_state(); }
cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache /*config*/) { return device_state(); }

cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest) {
  if (least != nullptr) *least = 0;
  if (greatest != nullptr) *greatest = -5;
  return device_state();
}

cudaError_t cudaRuntimeGetVersion(int* version) { return give("cudaRuntimeGetVersion", version, CUDART_VERSION); }
cudaError_t cudaDriverGetVersion(int* version) { return give("cudaDriverGetVersion", version, CUDART_VERSION); }
