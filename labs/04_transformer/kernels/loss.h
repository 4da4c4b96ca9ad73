/// @file
/// Kernels of loss.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

CrossEntropyKernel cross_entropy_kernel;         ///< serves kCrossEntropy
CrossEntropyVjpKernel cross_entropy_vjp_kernel;  ///< serves kCrossEntropyVjp

}  // namespace llmsys::lab04
