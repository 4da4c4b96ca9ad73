/// @file
/// Times of kernels on a GPU, for scenarios of labs with kernel files. Only preset cuda asks for them: the emulator has no
/// clock. No GPU was at hand: untested.
#pragma once
#include <functional>

#include "autograder/protocol/values.h"

namespace llmsys {

/// Puts work into the default stream.
using GpuWork = std::function<void()>;

/// How long `work` takes beside a yardstick: both by events, in turns, the median of each after some turns to warm up.
/// @return {"milliseconds": of work, "yardstick": milliseconds of the other}
/// @throws DeviceError in the emulator
Values gpu_times(const GpuWork& work, const GpuWork& yardstick);

/// A yardstick for kernels that are bound by memory: copies on the device, which move that many bytes in all, half of them
/// read and half written.
GpuWork moving(int64_t bytes);

/// A yardstick for products of matrices: cuBLAS's (M,K) by (K,N), in this dtype.
GpuWork cublas_product(int64_t M, int64_t N, int64_t K, DType dtype);

}  // namespace llmsys
