/// @file
/// One fragment loaded from shared memory, so that the handout can say what the distance of its rows costs.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab03 {

/// A warp loads a 16 x 16 fragment of half from shared memory, its rows `pitch` elements apart, and stores it to y.
/// @param y  (16,16) float32, device memory   @param pitch  16, 24, 64 or 72
void load_fragment(float* y, int pitch, Stream stream);

}  // namespace llmsys::lab03
