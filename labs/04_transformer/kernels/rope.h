/// @file
/// The kernel of rope.cpp; see kernels.h for what it computes.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

RopeKernel rope_kernel;  ///< serves kRope

}  // namespace llmsys::lab04
