/// @file
/// Given, and slow: softmax as five operations of a framework, each a kernel of its own.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab03 {

/// y = softmax of each row of x by five kernels: largest of a row, subtract, exponentials, sum of a row, divide. 8N floats
/// move for N, and one or two a row.
/// @param y,x   (rows, columns), device memory; y may not be x   @param of_rows  (rows): scratch
void softmax_separate(float* y, float* of_rows, const float* x, int rows, int columns, Stream stream);

}  // namespace llmsys::lab03
