#include "framework/tensor/scalar.h"

#include <cmath>

namespace llmsys {

int64_t Scalar::as_whole(std::string_view op, DType dtype) const {
  if (is_integer_) return integer_;
  LLMSYS_CHECK(DTypeError, std::trunc(real_) == real_ && std::abs(real_) < 0x1p63, "[", op, "] ", real_, " is no ",
               dtype, ": a scalar adopts the tensor's dtype; convert the tensor with raw::to(x, DType::f32)");
  return static_cast<int64_t>(real_);
}

}  // namespace llmsys
