// Lab 04, task 4.5: SwiGLU.
#include "labs/04_transformer/swiglu.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {

Tensor swiglu_forward(const Tensor& gate, const Tensor& up) {
  // One line; raw::sigmoid is there.
  // BEGIN SOLUTION task 4.5 swiglu_forward
  return raw::mul(raw::mul(gate, raw::sigmoid(gate)), up);
  // END SOLUTION
}

SwigluGradients swiglu_vjp(const Tensor& dy, const Tensor& gate, const Tensor& up) {
  // About 4 lines.
  // BEGIN SOLUTION task 4.5 swiglu_vjp
  const Tensor s = raw::sigmoid(gate);
  const Tensor slope = raw::mul(s, raw::add(raw::mul(gate, raw::sub(1, s)), 1));  // d silu / d gate
  return {.dgate = raw::mul(raw::mul(dy, up), slope), .dup = raw::mul(dy, raw::mul(gate, s))};
  // END SOLUTION
}

}  // namespace llmsys::lab04
