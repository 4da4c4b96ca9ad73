/// @file
/// The CUDA runtime: CUDA's own where nvcc compiles, the emulator's elsewhere. For the files of this folder.
#pragma once
#include <string>
#ifdef __CUDACC__
#include <cuda_runtime.h>
#else
#include "framework/base/error.h"
#include "framework/simt/not_implemented.h"
#include "framework/simt/report.h"
#include "framework/simt/runtime.h"
#endif

namespace llmsys::detail {

#ifdef __CUDACC__
/// Whether kernels run on the CPU.
inline constexpr bool kEmulated = false;
/// What is known of the last failure beside its code: nothing; compute-sanitizer is who to ask.
inline std::string failure_report() { return ""; }
/// Does nothing: a GPU cannot tell.
inline void check_for_stub() {}
#else
/// Whether kernels run on the CPU.
inline constexpr bool kEmulated = true;
/// What the emulator found: which thread of which kernel did what, and where.
inline std::string failure_report() { return simt::last_report(); }
/// @throws NotImplemented if a kernel ended at LLMSYS_DEVICE_NOT_IMPLEMENTED
inline void check_for_stub() {
  if (const char* message = simt::take_stub()) throw NotImplemented(message);
}
#endif

/// Returns if `code` is cudaSuccess.
/// @throws DeviceError "[Event::record] cuda said: invalid resource handle (cudaErrorInvalidResourceHandle)", and the report
void check_cuda(cudaError_t code, const char* who);

}  // namespace llmsys::detail
