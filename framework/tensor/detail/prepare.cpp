#include "framework/tensor/detail/prepare.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys::detail {
namespace {

/// One past the last element that x reaches in its storage.
int64_t reach(const Tensor& x) {
  int64_t last = x.offset();
  for (int64_t d = 0; d < x.rank(); ++d) last += (x.shape()[d] - 1) * x.strides()[d];
  return last + 1;
}

}  // namespace

void check_same_dtype(std::string_view op, const Tensor& a, const Tensor& b) {
  LLMSYS_CHECK(DTypeError, a.dtype() == b.dtype(), "[", op, "] dtypes ", a.dtype(), " and ", b.dtype(),
               " differ: convert one with raw::to(x, dtype)");
}

void check_same_device(const char* op, const Tensor& a, const Tensor& b) {
  if (a.device() != b.device()) throw_mixed_devices(op, a.device(), b.device());
}

std::byte* first_byte(const Tensor& x) { return x.storage().data() + x.offset() * item_size(x.dtype()); }

void check_out(std::string_view op, const Tensor& out, const Shape& shape) {
  LLMSYS_CHECK(ShapeError, out.shape() == shape, "[", op, "] the output must be ", shape, ", got ", out.shape());
  for (int64_t d = 0; d < out.rank(); ++d)
    LLMSYS_CHECK(ValueError, out.strides()[d] != 0 || out.shape()[d] <= 1, "[", op, "] the output ", out.shape(),
                 " was expanded, its elements share memory: clone it first");
}

Tensor apart_from(const Tensor& out, const Tensor& in) {
  if (!out.shares_storage_with(in) || out.numel() == 0 || in.numel() == 0) return in;
  if (reach(out) <= in.offset() || reach(in) <= out.offset()) return in;
  const bool same = out.offset() == in.offset() && out.shape() == in.shape() && out.strides() == in.strides();
  return same ? in : raw::clone(in);
}

Tensor unshared_from(const Tensor& out, const Tensor& in) { return out.shares_storage_with(in) ? raw::clone(in) : in; }

Tensor adopted(std::string_view op, Scalar value, const Tensor& x) {
  return dispatch_all(x.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T number = value.as<T>(op);
    Tensor out = empty({}, x.dtype(), x.device());
    if (x.device() == Device::cpu)
      *out.data<T>() = number;
    else  // without the detour by the host that a copy would make
      current_registry().find(kFill, x.device(), x.dtype())(out, value);
    return out;
  });
}

Tensor expanded(const Tensor& x, const Shape& shape) { return x.shape() == shape ? x : raw::expand(x, shape); }

Tensor with_rows_along(const Tensor& x, int64_t dim) {
  IntList order;
  for (int64_t d = 0; d < x.rank(); ++d)
    if (d != dim) order.push_back(d);
  order.push_back(dim);
  const Tensor moved = dim == x.rank() - 1 ? x : raw::permute(x, order);
  return moved.strides().back() == 1 ? moved : raw::clone(moved);
}

Tensor last_moved_to(const Tensor& x, int64_t dim) {
  if (dim == x.rank() - 1) return x;
  IntList order;
  for (int64_t d = 0; d < x.rank() - 1; ++d) {
    if (d == dim) order.push_back(x.rank() - 1);
    order.push_back(d);
  }
  return raw::permute(x, order);
}

}  // namespace llmsys::detail
