/// @file
/// CUDA's 16-bit floats by a short name, for headers that host code includes too.
#pragma once

struct __nv_bfloat16;  // CUDA's, or the emulator's

namespace llmsys::lab02 {

/// bfloat16: the upper half of a float. Compute in float, load and store in bf16.
using bf16 = __nv_bfloat16;

}  // namespace llmsys::lab02
