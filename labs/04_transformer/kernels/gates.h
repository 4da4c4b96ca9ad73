/// @file
/// Kernels of gates.cpp; see kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab04 {

MapKernel gelu_kernel;
PairKernel gelu_vjp_kernel;
PairKernel swiglu_kernel;
SwigluVjpKernel swiglu_vjp_kernel;

}  // namespace llmsys::lab04
