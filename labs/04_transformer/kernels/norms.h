/// @file
/// Kernels of norms.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

RmsNormKernel rms_norm_kernel;
RmsNormVjpKernel rms_norm_vjp_kernel;
LayerNormKernel layer_norm_kernel;
LayerNormVjpKernel layer_norm_vjp_kernel;

}  // namespace llmsys::lab04
