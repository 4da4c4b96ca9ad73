#include "framework/tensor/inplace.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"

namespace llmsys::raw {
namespace {

void update(const char* op, const OpKey<BinaryKernel>& key, Tensor& dst, const Tensor& src) {
  detail::check_same_dtype(op, dst, src);
  detail::check_out(op, dst, dst.shape());
  detail::kernel_for(key, dst)(dst, dst, detail::apart_from(dst, detail::expanded(src, dst.shape())));
  dst.storage().bump_version();
}

}  // namespace

void add_(Tensor dst, const Tensor& src) { update("add_", kAdd, dst, src); }
void sub_(Tensor dst, const Tensor& src) { update("sub_", kSub, dst, src); }
void mul_(Tensor dst, const Tensor& src) { update("mul_", kMul, dst, src); }
void mul_(Tensor dst, Scalar factor) { update("mul_", kMul, dst, detail::adopted("mul_", factor, dst)); }
void zero_(Tensor dst) { fill_(std::move(dst), 0); }

void add_(Tensor dst, const Tensor& src, Scalar alpha) {
  detail::check_same_dtype("add_", dst, src);
  detail::check_out("add_", dst, dst.shape());
  detail::kernel_for(kAddScaled, dst)(dst, detail::apart_from(dst, detail::expanded(src, dst.shape())), alpha);
  dst.storage().bump_version();
}

}  // namespace llmsys::raw
