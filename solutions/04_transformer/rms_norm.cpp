// Lab 04, task 4.2: RMSNorm.
#include "labs/04_transformer/rms_norm.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {

RmsNormResult rms_norm_forward(const Tensor& x, const Tensor& w, double eps) {
  // About 3 lines.
  // BEGIN SOLUTION task 4.2 rms_norm_forward
  const Tensor mean_square = raw::mean(raw::mul(x, x), -1, true);  // (..,1)
  const Tensor rrms = raw::rsqrt(raw::add(mean_square, eps));      // (..,1)
  return {.y = raw::mul(raw::mul(x, rrms), w), .rrms = rrms};      // (..,C)
  // END SOLUTION
}

RmsNormGradients rms_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& rrms) {
  // About 6 lines.
  // BEGIN SOLUTION task 4.2 rms_norm_vjp
  const Tensor g = raw::mul(dy, w), xhat = raw::mul(x, rrms);              // (..,C)
  const Tensor along = raw::mean(raw::mul(g, xhat), -1, true);             // (..,1)  the part of g along xhat
  const Tensor dx = raw::mul(rrms, raw::sub(g, raw::mul(xhat, along)));    // (..,C)  changes length: no gradient
  const Tensor dw = raw::sum(raw::flatten(raw::mul(dy, xhat), 0, -2), 0);  // (C)
  return {.dx = dx, .dw = dw};
  // END SOLUTION
}

}  // namespace llmsys::lab04
