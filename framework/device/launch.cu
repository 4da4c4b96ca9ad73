// How a launch is checked; on a GPU, how it is made.
#include <string_view>

#include "framework/base/error.h"
#include "framework/device/cuda_api.h"
#include "framework/device/kernel.h"
#include "framework/simt/detail/kernel_name.h"

namespace llmsys {
namespace {

std::string size_text(const dim3& size) { return text("(", size.x, ",", size.y, ",", size.z, ")"); }

/// What to do about a launch that failed.
const char* advice(cudaError_t code) {
  switch (code) {
    case cudaErrorInvalidConfiguration:
    case cudaErrorInvalidValue:
      return "; a block takes 1 to 1024 threads and the shared memory that cuda_info() tells, a grid at least 1 block";
    case cudaErrorLaunchOutOfResources:
      return "; it needs more registers or shared memory than a block may have: use fewer threads or __launch_bounds__";
    case cudaErrorNoKernelImageForDevice:
    case cudaErrorInvalidDeviceFunction: return "; it was compiled for other GPUs: see CMAKE_CUDA_ARCHITECTURES";
    case cudaErrorCooperativeLaunchTooLarge:
      return "; the blocks of a cooperative launch must all fit on the GPU at once: launch fewer";
    default: return detail::kEmulated ? "" : "; it, or one before it, failed: run the program under compute-sanitizer";
  }
}

}  // namespace

void detail::check_launch(const char* signature, const LaunchConfig& config) {
  const cudaError_t code = cudaGetLastError();
  if (code == cudaSuccess) [[likely]]
    return;
  const std::string_view name = simt::detail::unqualified(simt::detail::kernel_of(signature));
  check_for_stub();
  const std::string report = failure_report();
  throw DeviceError(text("[", name, "] grid ", size_text(config.grid), ", block ", size_text(config.block), ", ",
                         config.shared_bytes, " bytes of shared memory: ", cudaGetErrorString(code), " (",
                         cudaGetErrorName(code), ")", advice(code), report.empty() ? "" : "\n", report));
}

#ifdef __CUDACC__
void detail::launch_on_gpu(const void* kernel, const LaunchConfig& config, void** arguments) {
  constexpr size_t kWithoutAsking = 48 << 10;  // bytes of dynamic shared memory that every kernel may have
  if (config.shared_bytes > kWithoutAsking &&
      cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize,
                           static_cast<int>(config.shared_bytes)) != cudaSuccess)
    return;  // the error stays for check_launch()
  cudaLaunchAttribute cooperative{};
  cooperative.id = cudaLaunchAttributeCooperative;
  cooperative.val.cooperative = 1;
  cudaLaunchConfig_t launch{};
  launch.gridDim = config.grid;
  launch.blockDim = config.block;
  launch.dynamicSmemBytes = config.shared_bytes;
  launch.stream = config.stream;
  launch.attrs = &cooperative;
  launch.numAttrs = config.cooperative ? 1 : 0;
  static_cast<void>(cudaLaunchKernelExC(&launch, kernel, arguments));
}
#endif

}  // namespace llmsys
