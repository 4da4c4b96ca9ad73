// Our CUDA runtime's declarations behind NVIDIA's: see CMakeLists.txt here.
#include <cuda_runtime_api.h>

#include <cstddef>
#include <type_traits>

namespace types {  // our types by themselves, for their numbers and members
#include <device_properties.h>
#include <runtime_errors.h>
#include <runtime_types.h>
}  // namespace types

namespace functions {  // our functions with NVIDIA's types
#include <kernel_api.h>
#include <runtime_api.h>
}  // namespace functions

template <class Function>
constexpr bool is(Function /*nvidias*/) {  // of several overloads, the one that is of that type
  return true;
}

#include <runtime_assertions.inc>

static_assert(offsetof(types::cudaPointerAttributes, devicePointer) ==
              offsetof(::cudaPointerAttributes, devicePointer));
static_assert(offsetof(types::cudaPointerAttributes, hostPointer) == offsetof(::cudaPointerAttributes, hostPointer));
static_assert(sizeof(types::cudaPointerAttributes) == sizeof(::cudaPointerAttributes));
static_assert(offsetof(types::cudaFuncAttributes, numRegs) == offsetof(::cudaFuncAttributes, numRegs));
static_assert(offsetof(types::cudaFuncAttributes, preferredShmemCarveout) ==
              offsetof(::cudaFuncAttributes, preferredShmemCarveout));
static_assert(sizeof(types::cudaMemLocation) == sizeof(::cudaMemLocation));
static_assert(sizeof(types::cudaLaunchAttribute) == sizeof(::cudaLaunchAttribute));
static_assert(sizeof(types::cudaLaunchConfig_t) == sizeof(::cudaLaunchConfig_t));
static_assert(sizeof(types::cudaGraphEdgeData) == sizeof(::cudaGraphEdgeData));
