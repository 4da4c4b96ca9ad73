#include "framework/tensor/reduce.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/elementwise.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::raw {
namespace {

/// Elements that make one result; 0 only if there are results made of nothing.
int64_t count(const Shape& kept, const Shape& all) {
  if (kept.numel() == 0) return 1;  // no results: nothing to object to
  return all.numel() / kept.numel();
}

Tensor reduce(const OpKey<ReduceKernel>& key, const Tensor& x, const Dims& dims, bool keepdim) {
  const auto kernel = detail::kernel_for(key, x);
  Tensor out = empty(dims.keep(key.name, x.shape()), x.dtype(), x.device());
  kernel(out, x);
  return keepdim ? out : reshape(out, dims.drop(key.name, x.shape()));
}

void check_not_empty(std::string_view op, const Tensor& x, const Dims& dims) {
  const Shape kept = dims.keep(op, x.shape());
  LLMSYS_CHECK(ValueError, count(kept, x.shape()) > 0, "[", op, "] of no elements is not defined: ", x.shape(),
               " reduced to ", kept);
}

}  // namespace

Tensor sum(const Tensor& x, const Dims& dims, bool keepdim) { return reduce(kSum, x, dims, keepdim); }

Tensor mean(const Tensor& x, const Dims& dims, bool keepdim) {
  check_not_empty("mean", x, dims);
  if (x.dtype() == DType::f16 || x.dtype() == DType::bf16) return to(mean(to(x, DType::f32), dims, keepdim), x.dtype());
  const int64_t n = count(dims.keep("mean", x.shape()), x.shape());
  return div(sum(x, dims, keepdim), n);
}

Tensor max(const Tensor& x, const Dims& dims, bool keepdim) {
  check_not_empty("max", x, dims);
  return reduce(kMax, x, dims, keepdim);
}

Tensor min(const Tensor& x, const Dims& dims, bool keepdim) {
  check_not_empty("min", x, dims);
  return reduce(kMin, x, dims, keepdim);
}

void sum_out(Tensor out, const Tensor& x, const Dims& dims, bool keepdim) {
  detail::check_same_dtype("sum_out", out, x);
  const Shape kept = dims.keep("sum_out", x.shape());
  detail::check_out("sum_out", out, keepdim ? kept : dims.drop("sum_out", x.shape()));
  Tensor target = reshape(out, kept);  // only adds dimensions of size 1: always a view
  detail::kernel_for(kSum, x)(target, detail::apart_from(target, x));
  out.storage().bump_version();
}

}  // namespace llmsys::raw
