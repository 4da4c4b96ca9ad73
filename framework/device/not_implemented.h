/// @file
/// What stands in a kernel or a __device__ function that a student has not written yet.
#pragma once
#include "framework/base/error.h"
#ifdef __CUDACC__
#include <cstdio>
#else
#include "framework/simt/not_implemented.h"
#endif

namespace llmsys {

/// Ends the kernel: in the emulator launch(), or whatever waits for it, throws NotImplemented on the host; a GPU prints the
/// message and traps, so that the next synchronisation throws DeviceError. A function that returns a value needs nothing after it.
/// @param message  "lab02 task 2.2: transpose_kernel is not written yet": a literal
#ifdef __CUDACC__
[[noreturn]] __device__ inline void device_not_implemented(const char* message) {
  printf("%s\n", message);
  __trap();
  __builtin_unreachable();
}
#else
[[noreturn]] inline void device_not_implemented(const char* message) { simt::end_at_stub(message); }
#endif

}  // namespace llmsys

/// What `./lab sync-stubs` puts into device code in place of a solution.
#define LLMSYS_DEVICE_NOT_IMPLEMENTED(message) ::llmsys::device_not_implemented(message)
