/// @file
/// Task 4.5: the gate of Llama's feed-forward part. Shazeer 2020, arXiv:2002.05202, section 2.
#pragma once
#include "framework/tensor/tensor.h"

namespace llmsys::lab04 {

/// y = silu(gate) up, with silu(z) = z / (1 + e^-z).
/// @param gate,up  of one shape
Tensor swiglu_forward(const Tensor& gate, const Tensor& up);

/// What swiglu_vjp returns.
struct SwigluGradients {
  Tensor dgate;  ///< as gate
  Tensor dup;    ///< as up
};

/// With s = 1 / (1 + e^-gate):  dup = dy gate s;  dgate = dy up s (1 + gate (1 - s)).
/// Nothing else was kept of the forward pass: s is computed again.
SwigluGradients swiglu_vjp(const Tensor& dy, const Tensor& gate, const Tensor& up);

}  // namespace llmsys::lab04
