/// @file
/// What the runtime knows of each kernel: attributes that a program set, resources that a tool told.
#pragma once
#include "framework/simt/occupancy.h"
#include "framework/simt/runtime_types.h"

namespace llmsys::simt {

/// Of one kernel.
struct KernelState {
  KernelResources resources;     ///< as told
  int most_dynamic_shared = -1;  ///< cudaFuncAttributeMaxDynamicSharedMemorySize; -1: never set
  int carveout = -1;             ///< cudaFuncAttributePreferredSharedMemoryCarveout
};
/// A copy; of an unknown kernel as it is at first.
KernelState kernel_state(const void* kernel);
/// Bytes of dynamic shared memory that a launch may ask for.
size_t most_dynamic_shared(const KernelState& state);

}  // namespace llmsys::simt
