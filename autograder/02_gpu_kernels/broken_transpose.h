/// @file
/// A kernel with a mistake, so that the handout can show what the emulator says to it.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab02 {

/// y (C,R) is x (R,C) transposed, if one is lucky: the barrier between writing and reading the tile is missing.
void transpose_without_barrier(float* y, const float* x, int R, int C, Stream stream);

}  // namespace llmsys::lab02
