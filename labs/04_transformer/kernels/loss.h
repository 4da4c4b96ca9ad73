/// @file
/// Kernels of loss.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

CrossEntropyKernel cross_entropy_kernel;           ///< serves kCrossEntropy
CrossEntropyBothKernel cross_entropy_both_kernel;  ///< serves kCrossEntropyBoth

}  // namespace llmsys::lab04
