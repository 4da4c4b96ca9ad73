// Lab 04, task 4.2: RMSNorm.
#include "labs/04_transformer/rms_norm.h"

#include "framework/tensor/raw.h"

namespace llmsys::lab04 {

RmsNormResult rms_norm_forward(const Tensor& x, const Tensor& w, double eps) {
  // About 3 lines.
  // TODO(lab04 task 4.2): your code here.
  throw NotImplemented("lab04 task 4.2: rms_norm_forward is not written yet");
}

RmsNormGradients rms_norm_vjp(const Tensor& dy, const Tensor& x, const Tensor& w, const Tensor& rrms) {
  // About 6 lines.
  // TODO(lab04 task 4.2): your code here.
  throw NotImplemented("lab04 task 4.2: rms_norm_vjp is not written yet");
}

}  // namespace llmsys::lab04
