#include "autograder/00_warm_up/reference/reference.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab00::reference {

Tensor saxpy(double a, const Tensor& x, const Tensor& y) {
  Tensor out = empty(x.shape(), DType::f32);
  for (int64_t i = 0; i < x.numel(); ++i)
    out.data<float>()[i] =
        static_cast<float>(a * static_cast<double>(x.data<float>()[i]) + static_cast<double>(y.data<float>()[i]));
  return out;
}

}  // namespace llmsys::lab00::reference
