/// @file
/// Kernels of norms.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

RmsNormKernel rms_norm_kernel;             ///< serves kRmsNorm
RmsNormVjpKernel rms_norm_vjp_kernel;      ///< serves kRmsNormVjp
LayerNormKernel layer_norm_kernel;         ///< serves kLayerNorm
LayerNormVjpKernel layer_norm_vjp_kernel;  ///< serves kLayerNormVjp

}  // namespace llmsys::lab04
