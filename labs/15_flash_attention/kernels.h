/// @file
/// The kernels of this lab; see flash_attention.h for what they compute.
#pragma once
#include "labs/15_flash_attention/flash_attention.h"

namespace llmsys::lab15 {

AttentionKernel attention_kernel;
AttentionVjpKernel attention_vjp_kernel;  ///< adds to dq, dk and dv, which begin as zeros

}  // namespace llmsys::lab15
