/// @file
/// Random values for the protocol's tests: every type, dtype and kind of shape.
#pragma once
#include "autograder/protocol/values.h"
#include "framework/base/rng.h"

namespace llmsys::testing {

/// A tensor of any dtype and rank 0 to 4, sizes 0 to 4, random bits (NaN payloads too), contiguous or a strided view.
Tensor random_tensor(Rng& rng);

/// A map of up to five values of any type, nested up to `depth` levels.
Values random_values(Rng& rng, int depth);

}  // namespace llmsys::testing
