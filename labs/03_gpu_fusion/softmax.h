/// @file
/// Task 3.3: softmax of rows, forward and backward, each in one kernel.
#pragma once
#include "framework/device/stream.h"
#include "labs/03_gpu_fusion/half.h"

namespace llmsys::lab03 {

/// y = e^(x - max) / sum of e^(x - max), for each row. In float32 whatever T is. A row of at most kSoftmaxCached columns is
/// read once and written once: 2N elements for N, where five separate kernels move 8N.
/// @param y,x  (rows, columns), device memory; y may be x   @param rows,columns  any, also 0
template <class T>
void softmax_forward(T* y, const T* x, int rows, int columns, Stream stream);

/// dx = y * (dy - sum of y dy over the row).
/// @param dx,dy,y  (rows, columns), device memory; dx may be dy
template <class T>
void softmax_backward(T* dx, const T* dy, const T* y, int rows, int columns, Stream stream);

/// Columns of a row that is kept in shared memory: 48 KiB of float32, less what a reduction takes.
inline constexpr int kSoftmaxCached = 12032;

}  // namespace llmsys::lab03
