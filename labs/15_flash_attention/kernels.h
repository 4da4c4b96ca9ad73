/// @file
/// The kernels of this lab; see labs/04_transformer/kernels.h for what they compute.
#pragma once
#include "labs/04_transformer/kernels.h"

namespace llmsys::lab15 {

lab04::AttentionKernel attention_kernel;         ///< serves kAttention
lab04::AttentionVjpKernel attention_vjp_kernel;  ///< adds to dq, dk and dv, which begin as zeros

}  // namespace llmsys::lab15
