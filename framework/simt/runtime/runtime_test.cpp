// Memory, copies, errors, device: what a program sees of the runtime in its default mode.
#include "framework/simt/runtime.h"

#include <cmath>
#include <numeric>
#include <vector>

#include "framework/simt/arena.h"
#include "framework/simt/cuda.h"
#include "framework/simt/execute.h"
#include "framework/simt/gpus.h"
#include "framework/simt/launch.h"
#include "framework/simt/occupancy.h"
#include "framework/simt/report.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;

namespace {

__global__ void add_kernel(float* y, const float* x, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] += x[i];
}

__global__ void trapping_kernel() { simt::abandon(simt::Fault::trap, nullptr, "on purpose"); }

__device__ int counter = 3;
__constant__ float table[4] = {1, 2, 3, 4};

struct DeviceFloats {
  explicit DeviceFloats(const std::vector<float>& values) : n(values.size()) {
    REQUIRE(cudaMalloc(&data, n * sizeof(float)) == cudaSuccess);
    REQUIRE(cudaMemcpy(data, values.data(), n * sizeof(float), cudaMemcpyHostToDevice) == cudaSuccess);
  }
  ~DeviceFloats() { cudaFree(data); }
  [[nodiscard]] std::vector<float> get() const {
    std::vector<float> values(n, NAN);
    REQUIRE(cudaMemcpy(values.data(), data, n * sizeof(float), cudaMemcpyDeviceToHost) == cudaSuccess);
    return values;
  }
  size_t n;
  float* data = nullptr;
};

}  // namespace

TEST_CASE("runtime: copy in, launch, copy out") {
  DeviceFloats x({1, 2, 3}), y({10, 20, 30});
  simt::launch<add_kernel>({.grid = 2, .block = 2}, y.data, x.data, 3);
  CHECK(cudaGetLastError() == cudaSuccess);
  CHECK(cudaDeviceSynchronize() == cudaSuccess);
  CHECK(y.get() == std::vector<float>{11, 22, 33});
}

TEST_CASE("runtime: an error is returned, kept until asked for, and explained") {
  float host = 0;
  float* device = nullptr;
  REQUIRE(cudaMalloc(&device, 4) == cudaSuccess);
  CHECK(cudaMemcpy(&host, device, 4, cudaMemcpyHostToDevice) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "should be device memory, but"));
  CHECK(contains(simt::last_report(), "swapped"));
  CHECK(cudaPeekAtLastError() == cudaErrorInvalidValue);
  CHECK(cudaGetLastError() == cudaErrorInvalidValue);
  CHECK(cudaGetLastError() == cudaSuccess);
  CHECK(std::string(cudaGetErrorName(cudaErrorInvalidValue)) == "cudaErrorInvalidValue");
  CHECK(std::string(cudaGetErrorString(cudaErrorInvalidValue)) == "invalid argument");
  CHECK(std::string(cudaGetErrorString(cudaErrorIllegalAddress)) == "an illegal memory access was encountered");
  cudaFree(device);
}

TEST_CASE("runtime: copies beyond the end, of freed memory and with wrong kinds are refused") {
  std::vector<char> host(64);
  char *a = nullptr, *freed = nullptr;
  cudaMalloc(&a, 32);
  cudaMalloc(&freed, 32);
  cudaFree(freed);
  CHECK(cudaMemcpy(a, host.data(), 33, cudaMemcpyHostToDevice) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "33 bytes at 0 of allocation"));
  CHECK(cudaMemcpy(freed, host.data(), 1, cudaMemcpyHostToDevice) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "freed"));
  CHECK(cudaMemcpy(a, host.data(), 8, cudaMemcpyDeviceToDevice) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(a, host.data(), 8, static_cast<cudaMemcpyKind>(9)) == cudaErrorInvalidMemcpyDirection);
  CHECK(cudaMemset(host.data(), 0, 1) == cudaErrorInvalidValue);
  CHECK(cudaMemcpy(nullptr, nullptr, 0, cudaMemcpyDefault) == cudaSuccess);
  CHECK(cudaMemcpy(a, host.data(), 8, cudaMemcpyDefault) == cudaSuccess);
  cudaGetLastError();
  cudaFree(a);
}

TEST_CASE("runtime: freeing says what is wrong with the pointer") {
  char* a = nullptr;
  int on_host = 0;
  cudaMalloc(&a, 512);
  CHECK(cudaFree(a + 256) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "is not the beginning of allocation"));
  CHECK(cudaFree(&on_host) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "is not device memory"));
  CHECK(cudaFree(a) == cudaSuccess);
  CHECK(cudaFree(a) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "was freed already"));
  CHECK(cudaFree(nullptr) == cudaSuccess);
  cudaGetLastError();
}

TEST_CASE("runtime: fills, rows, and memory information") {
  size_t free_before = 0, free_now = 0, total = 0, pitch = 0;
  cudaMemGetInfo(&free_before, &total);
  char* rows = nullptr;
  REQUIRE(cudaMallocPitch(&rows, &pitch, 10, 3) == cudaSuccess);
  CHECK(pitch == 512);
  cudaMemGetInfo(&free_now, nullptr);
  CHECK(free_before - free_now == 3 * 512);
  CHECK(total == size_t{40} << 30);
  REQUIRE(cudaMemset2D(rows, pitch, 'a', 10, 3) == cudaSuccess);
  REQUIRE(cudaMemset(rows + pitch, 'b', 2) == cudaSuccess);
  std::string out(30, '-');
  REQUIRE(cudaMemcpy2D(out.data(), 10, rows, pitch, 10, 3, cudaMemcpyDeviceToHost) == cudaSuccess);
  CHECK(out == "aaaaaaaaaabbaaaaaaaaaaaaaaaaaa");
  CHECK(cudaMemcpy2D(out.data(), 9, rows, pitch, 10, 3, cudaMemcpyDeviceToHost) == cudaErrorInvalidPitchValue);
  cudaGetLastError();
  cudaFree(rows);
}

TEST_CASE("runtime: more memory than the GPU has is refused, naming it") {
  void* none = &none;
  CHECK(cudaMalloc(&none, size_t{41} << 30) == cudaErrorMemoryAllocation);
  CHECK(none == nullptr);
  CHECK(contains(simt::last_report(), "A100"));
  CHECK(cudaMalloc(&none, 0) == cudaSuccess);
  CHECK(none == nullptr);
  CHECK(cudaMalloc(static_cast<void**>(nullptr), 1) == cudaErrorInvalidValue);
  cudaGetLastError();
}

TEST_CASE("runtime: device variables are copied by symbol and by address") {
  int value = 0;
  CHECK(cudaMemcpyFromSymbol(&value, counter, sizeof(int)) == cudaSuccess);
  CHECK(value == 3);
  value = 8;
  CHECK(cudaMemcpyToSymbol(counter, &value, sizeof(int)) == cudaSuccess);
  void* address = nullptr;
  CHECK(cudaGetSymbolAddress(&address, counter) == cudaSuccess);
  CHECK(cudaMemset(address, 0, sizeof(int)) == cudaSuccess);
  CHECK(cudaMemcpyFromSymbol(&value, counter, sizeof(int)) == cudaSuccess);
  CHECK(value == 0);
  float second = 0;
  size_t bytes = 0;
  CHECK(cudaMemcpyFromSymbol(&second, table, sizeof(float), sizeof(float)) == cudaSuccess);
  CHECK(second == 2);
  CHECK(cudaGetSymbolSize(&bytes, table) == cudaSuccess);
  CHECK(bytes == 16);
}

TEST_CASE("runtime: addresses tell what they belong to") {
  int on_host = 0, *device = nullptr, *managed = nullptr, *pinned = nullptr;
  cudaMalloc(&device, 4);
  cudaMallocManaged(&managed, 4);
  cudaMallocHost(&pinned, 4);
  const auto type = [](const void* address) {
    cudaPointerAttributes attributes;
    REQUIRE(cudaPointerGetAttributes(&attributes, address) == cudaSuccess);
    return attributes.type;
  };
  CHECK(type(&on_host) == cudaMemoryTypeUnregistered);
  CHECK(type(device) == cudaMemoryTypeDevice);
  CHECK(type(managed) == cudaMemoryTypeManaged);
  CHECK(type(pinned) == cudaMemoryTypeHost);
  CHECK(cudaHostRegister(&on_host, 4, cudaHostRegisterDefault) == cudaSuccess);
  CHECK(cudaHostRegister(&on_host, 4, cudaHostRegisterDefault) == cudaErrorHostMemoryAlreadyRegistered);
  CHECK(type(&on_host) == cudaMemoryTypeHost);
  CHECK(cudaHostUnregister(&on_host) == cudaSuccess);
  CHECK(cudaHostUnregister(&on_host) == cudaErrorHostMemoryNotRegistered);
  *managed = 5;  // the host may
  CHECK(cudaMemPrefetchAsync(managed, 4, {cudaMemLocationTypeDevice, 0}, 0) == cudaSuccess);
  CHECK(cudaFree(pinned) == cudaErrorInvalidValue);
  CHECK(cudaFreeHost(pinned) == cudaSuccess);
  CHECK(cudaFreeHost(device) == cudaErrorInvalidValue);
  cudaGetLastError();
  cudaFree(device);
  cudaFree(managed);
}

TEST_CASE("runtime: launches that no GPU can do are refused") {
  DeviceFloats y({1});
  const auto error_of = [&](const simt::LaunchShape& shape) {
    simt::launch<add_kernel>(shape, y.data, y.data, 1);
    return cudaGetLastError();
  };
  CHECK(error_of({.grid = 0, .block = 1}) == cudaErrorInvalidConfiguration);
  CHECK(error_of({.grid = 1, .block = 1025}) == cudaErrorInvalidConfiguration);
  CHECK(contains(simt::last_report(), "(1025, 1, 1)"));
  CHECK(error_of({.grid = 1, .block = dim3(32, 33)}) == cudaErrorInvalidConfiguration);
  CHECK(error_of({.grid = dim3(1, 65536), .block = 1}) == cudaErrorInvalidConfiguration);
  CHECK(error_of({.grid = 1, .block = 1, .shared_bytes = 164 << 10}) == cudaErrorInvalidValue);
  CHECK(contains(simt::last_report(), "add_kernel"));
  CHECK(error_of({.grid = 100000, .block = 1024, .cooperative = true}) == cudaErrorCooperativeLaunchTooLarge);
  cudaStream_t gone = nullptr;
  cudaStreamCreate(&gone);
  cudaStreamDestroy(gone);
  CHECK(error_of({.grid = 1, .block = 1, .stream = gone}) == cudaErrorInvalidResourceHandle);
  CHECK(y.get() == std::vector<float>{1});
}

TEST_CASE("runtime: the device is the GPU that is pretended") {
  cudaDeviceProp properties;
  int count = 0, value = 0;
  CHECK(cudaGetDeviceCount(&count) == cudaSuccess);
  CHECK(count == 1);
  CHECK(cudaSetDevice(1) == cudaErrorInvalidDevice);
  CHECK(cudaSetDevice(0) == cudaSuccess);
  simt::pretend_gpu("t4");
  REQUIRE(cudaGetDeviceProperties(&properties, 0) == cudaSuccess);
  CHECK(std::string(properties.name) == "Tesla T4");
  CHECK(properties.multiProcessorCount == 40);
  CHECK(cudaDeviceGetAttribute(&value, cudaDevAttrComputeCapabilityMinor, 0) == cudaSuccess);
  CHECK(value == 5);
  CHECK(cudaDeviceGetAttribute(&value, static_cast<cudaDeviceAttr>(999), 0) == cudaErrorInvalidValue);
  simt::pretend_gpu("a100");
  CHECK(contains(testing::message_of([] { simt::pretend_gpu("v100"); }), "t4 a100 rtx4090 h100"));
  cudaGetLastError();
}

TEST_CASE("runtime: peak rates of the table are lanes times clock") {
  for (const simt::Gpu& gpu : simt::known_gpus()) {
    CAPTURE(gpu.key);
    const double lanes = 2.0 * gpu.multiprocessors * gpu.fp32_lanes * gpu.clock_mhz * 1e6;
    CHECK(std::abs(gpu.fp32_flops / lanes - 1) < 0.01);
  }
}

TEST_CASE("runtime: a kernel's attributes, and shared memory beyond 48 KiB") {
  cudaFuncAttributes attributes;
  REQUIRE(cudaFuncGetAttributes(&attributes, add_kernel) == cudaSuccess);
  CHECK(attributes.maxDynamicSharedSizeBytes == 48 << 10);
  CHECK(cudaFuncSetAttribute(add_kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 164 << 10) ==
        cudaErrorInvalidValue);
  CHECK(cudaFuncSetAttribute(add_kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 100 << 10) == cudaSuccess);
  simt::set_kernel_resources(reinterpret_cast<const void*>(add_kernel), {.registers = 40, .static_shared = 1024});
  REQUIRE(cudaFuncGetAttributes(&attributes, add_kernel) == cudaSuccess);
  CHECK(attributes.maxDynamicSharedSizeBytes == 100 << 10);
  CHECK(attributes.numRegs == 40);
  int blocks = 0, grid = 0, block = 0;
  CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, add_kernel, 256, 0) == cudaSuccess);
  CHECK(blocks == 6);
  CHECK(cudaOccupancyMaxPotentialBlockSize(&grid, &block, add_kernel) == cudaSuccess);
  CHECK(grid > 0);
  simt::set_kernel_resources(reinterpret_cast<const void*>(add_kernel), {});
  cudaGetLastError();
}

TEST_CASE("runtime: a kernel's fault is sticky, is explained, and stays until the device is reset") {
  DeviceFloats y({1});
  simt::launch<trapping_kernel>({.grid = 1, .block = 1});
  CHECK(cudaDeviceSynchronize() == cudaErrorIllegalInstruction);
  CHECK(cudaGetLastError() == cudaErrorIllegalInstruction);
  CHECK(cudaGetLastError() == cudaErrorIllegalInstruction);
  CHECK(contains(simt::last_report(), "trapping_kernel"));
  CHECK(contains(simt::last_report(), "on purpose"));
  simt::launch<add_kernel>({.grid = 1, .block = 1}, y.data, y.data, 1);  // is not run
  void* none = nullptr;
  CHECK(cudaMalloc(&none, 1) == cudaErrorIllegalInstruction);
  CHECK(*y.data == 1);
  CHECK(cudaDeviceReset() == cudaSuccess);
  CHECK(cudaGetLastError() == cudaSuccess);
  y.data = nullptr;
}

TEST_CASE("runtime: reset frees everything") {
  void* left = nullptr;
  cudaMalloc(&left, 100);
  CHECK(cudaDeviceReset() == cudaSuccess);
  CHECK(simt::arena_live_bytes() == 0);
}
