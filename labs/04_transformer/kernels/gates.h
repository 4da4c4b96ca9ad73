/// @file
/// Kernels of gates.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

MapKernel gelu_kernel;              ///< serves kGelu
PairKernel gelu_vjp_kernel;         ///< serves kGeluVjp
PairKernel swiglu_kernel;           ///< serves kSwiglu
SwigluVjpKernel swiglu_vjp_kernel;  ///< serves kSwigluVjp

}  // namespace llmsys::lab04
