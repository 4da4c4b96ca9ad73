/// @file
/// Right answers to task 4.5 and to challenge 4.9's GELU, and the same done wrong in one way. In float64.
#pragma once
#include "autograder/04_transformer/reference/array.h"

namespace llmsys::lab04::reference {

/// What can go wrong in SwiGLU.
enum class GateMistake {
  none,
  swapped,       ///< silu(up) gate
  sigmoid_only,  ///< sigmoid(gate) up
  up_forgotten,  ///< silu(gate)
  ungated,       ///< gate up: no silu
};

/// silu(gate) up.
Array swiglu(const Array& gate, const Array& up, GateMistake mistake = GateMistake::none);

/// What can go wrong on the way back.
enum class GateVjpMistake {
  none,
  swapped,        ///< dgate and dup exchanged
  product_rule,   ///< dgate without the slope of the sigmoid: dy up s
  sigmoid_slope,  ///< dgate = dy up s (1 - s)
  dup_of_s,       ///< dup = dy s
};

/// The gradients.
struct GateGradients {
  Array dgate;  ///< as gate
  Array dup;    ///< as up
};

/// Of SwiGLU.
GateGradients swiglu_vjp(const Array& dy, const Array& gate, const Array& up,
                         GateVjpMistake mistake = GateVjpMistake::none);

/// What can go wrong in GELU.
enum class GeluMistake {
  none,
  exact,            ///< x Phi(x), by the error function
  cubic_forgotten,  ///< without 0.044715 x^3
  half_forgotten,   ///< x (1 + tanh)
};

/// GELU in its tanh form.
Array gelu(const Array& x, GeluMistake mistake = GeluMistake::none);

/// What can go wrong on the way back.
enum class GeluVjpMistake {
  none,
  product_rule,    ///< only 0.5 (1 + t)
  cubic_unscaled,  ///< u' with 0.044715 x^2: the 3 is missing
};

/// Its gradient.
Array gelu_vjp(const Array& dy, const Array& x, GeluVjpMistake mistake = GeluVjpMistake::none);

}  // namespace llmsys::lab04::reference
