#include "framework/tensor/copy.h"

#include "framework/device/memory.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/factories.h"

namespace llmsys::raw {

void copy_(Tensor dst, const Tensor& src) {
  detail::check_out("copy_", dst, dst.shape());
  const auto kernel = detail::kernel_for(kCopy, dst);
  const Tensor here = to(src, dst.device());
  kernel(dst, detail::apart_from(dst, detail::expanded(here, dst.shape())));
  dst.storage().bump_version();
}

void fill_(Tensor dst, Scalar value) {
  detail::check_out("fill_", dst, dst.shape());
  detail::kernel_for(kFill, dst)(dst, value);
  dst.storage().bump_version();
}

Tensor clone(const Tensor& x) {
  Tensor out = empty_like(x);
  detail::kernel_for(kCopy, out)(out, x);
  return out;
}

Tensor contiguous(const Tensor& x) { return x.is_contiguous() ? x : clone(x); }

Tensor to(const Tensor& x, DType dtype) {
  if (x.dtype() == dtype) return x;
  Tensor out = empty(x.shape(), dtype, x.device());
  detail::kernel_for(kCopy, out)(out, x);
  return out;
}

Tensor to(const Tensor& x, Device device) {
  if (x.device() == device) return x;
  const Tensor rows = contiguous(x);
  Tensor out = empty(x.shape(), x.dtype(), device);
  device_copy(out.storage().data(), detail::first_byte(rows), static_cast<size_t>(rows.bytes()));
  return out;
}

}  // namespace llmsys::raw
