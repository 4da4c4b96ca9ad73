// Our cuBLAS's declarations behind NVIDIA's: see CMakeLists.txt here.
#include <cublas_v2.h>
#include <cuda_fp16.h>

namespace types {  // our types by themselves, for their numbers
#include <cublas_types.h>
}  // namespace types

namespace functions {  // our functions with NVIDIA's types
#include <cublas.h>
}  // namespace functions

template <class Function>
constexpr bool is(Function /*nvidias*/) {  // of several overloads, the one that is of that type
  return true;
}

#include <cublas_assertions.inc>
