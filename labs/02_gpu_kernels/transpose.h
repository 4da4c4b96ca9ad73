/// @file
/// Task 2.2: a transpose that is coalesced on both sides.
#pragma once
#include "framework/device/stream.h"
#include "labs/02_gpu_kernels/bf16.h"

namespace llmsys::lab02 {

/// Given, and slow: y (C,R) is x (R,C) transposed; a warp reads a row and writes a column. T is float or bf16.
template <class T>
void transpose_naive(T* y, const T* x, int R, int C, Stream stream);

/// y (C,R) is x (R,C) transposed, through tiles in shared memory. T is float or bf16; R and C may be 0.
/// @throws DeviceError if R is more than 65,535 tiles: a grid can not be higher
template <class T>
void transpose(T* y, const T* x, int R, int C, Stream stream);

}  // namespace llmsys::lab02
