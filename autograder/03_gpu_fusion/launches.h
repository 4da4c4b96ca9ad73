/// @file
/// How lab 03's scenarios run kernels: under the emulator's checkers always, and with counters where the judge asks for
/// them.
#pragma once
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/worker/traced.h"
#include "framework/device/device.h"

namespace llmsys::lab03 {

using lab02::bf16;
using lab02::DeviceTensor;
using lab02::with_kernel_type;

/// run() under the checkers; with "count" among the inputs the answer also has "counters".
template <class Run>
Values traced(const Values& in, const Run& run) {
  Traced checked;
  Values out = run();
  cuda_synchronize();
  if (in.find("count") != nullptr) out.set("counters", checked.values());
  return out;
}

/// Where a result goes: to memory of its own; with "in_place" among the inputs to where `input` lies.
inline DeviceTensor& place_of(const Values& in, DeviceTensor& input, DeviceTensor& apart) {
  return in.find("in_place") != nullptr ? input : apart;
}

/// The size of a dimension as kernels take it.
inline int size_of(const Tensor& x, int64_t dim) { return static_cast<int>(x.size(dim)); }

}  // namespace llmsys::lab03
