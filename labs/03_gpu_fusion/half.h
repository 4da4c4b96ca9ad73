/// @file
/// CUDA's 16-bit floats by short names, for headers that host code includes too.
#pragma once
#include "labs/02_gpu_kernels/bf16.h"

struct __half;  // CUDA's, or the emulator's

namespace llmsys::lab03 {

using lab02::bf16;
/// IEEE 754 half precision: 11 bits of significand, 5 of exponent.
using half = __half;

}  // namespace llmsys::lab03
