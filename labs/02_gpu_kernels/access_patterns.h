/// @file
/// Given: the two smallest kernels with an access pattern, for task 2.0 and to try things out under `lab profile`.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// One warp; lane i copies x[i * stride] to y[i].
/// @param y  (32)    @param x  (31 * stride + 1)
void load_strided(float* y, const float* x, int stride, Stream stream);

/// One warp; lane i stores i to tile[i][0] of a shared `float tile[32][width]`, and y[i] is what lane 31 - i loads there.
/// @param y  (32)
void load_column(float* y, int width, Stream stream);

}  // namespace llmsys::lab02
