// What Device::cuda is: asked of the CUDA runtime, or of the emulator's.
#include "framework/base/error.h"
#include "framework/device/cuda_api.h"
#include "framework/device/device.h"

namespace llmsys {

void detail::check_cuda(cudaError_t code, const char* who) {
  if (code == cudaSuccess) [[likely]]
    return;
  static_cast<void>(cudaGetLastError());  // told now: the next call starts anew, unless a kernel has spoilt the device
  check_for_stub();
  const std::string report = failure_report();
  throw DeviceError(text("[", who, "] cuda said: ", cudaGetErrorString(code), " (", cudaGetErrorName(code), ")",
                         report.empty() ? "" : "\n", report));
}

bool cuda_available(std::string* why_not) {
  int devices = 0;
  const cudaError_t code = cudaGetDeviceCount(&devices);
  if (code == cudaSuccess && devices > 0) return true;
  static_cast<void>(cudaGetLastError());
  if (why_not != nullptr) *why_not = code == cudaSuccess ? "there is no GPU" : cudaGetErrorString(code);
  return false;
}

DeviceInfo cuda_info() {
  std::string why;
  LLMSYS_CHECK(DeviceError, cuda_available(&why), "[cuda_info] there is no cuda: ", why);
  int device = 0;
  cudaDeviceProp properties{};
  detail::check_cuda(cudaGetDevice(&device), "cuda_info");
  detail::check_cuda(cudaGetDeviceProperties(&properties, device), "cuda_info");
  return {.name = properties.name,
          .emulated = detail::kEmulated,
          .compute_capability = 10 * properties.major + properties.minor,
          .memory_bytes = static_cast<int64_t>(properties.totalGlobalMem)};
}

void cuda_synchronize() { detail::check_cuda(cudaDeviceSynchronize(), "cuda_synchronize"); }

}  // namespace llmsys
