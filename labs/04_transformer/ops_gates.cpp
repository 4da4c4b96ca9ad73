// Given: recorded gates of the feed-forward part.
#include "framework/autograd/record.h"
#include "framework/base/error.h"
#include "framework/tensor/dispatch.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/gpt2_ops.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/ops.h"
#include "labs/04_transformer/swiglu.h"

namespace llmsys {
namespace {

using namespace lab04;

Tensor gelu_of(const Tensor& x) {
  if (!serves(kGelu, x)) return gelu_forward(x);
  Tensor y = empty(x.shape(), x.dtype());
  call_kernel(kGelu, x, y, raw::contiguous(x));
  return y;
}

Tensor gelu_gradient(const Tensor& dy, const Tensor& x) {
  if (!serves(kGeluVjp, x)) return gelu_vjp(dy, x);
  Tensor dx = empty(x.shape(), x.dtype());
  call_kernel(kGeluVjp, x, dx, raw::contiguous(dy), raw::contiguous(x));
  return dx;
}

Tensor swiglu_of(const Tensor& gate, const Tensor& up) {
  if (!serves(kSwiglu, gate) || up.dtype() != gate.dtype()) return swiglu_forward(gate, up);
  Tensor y = empty(gate.shape(), gate.dtype());
  call_kernel(kSwiglu, gate, y, raw::contiguous(gate), raw::contiguous(up));
  return y;
}

SwigluGradients swiglu_gradients(const Tensor& dy, const Tensor& gate, const Tensor& up) {
  if (!serves(kSwigluVjp, gate)) return swiglu_vjp(dy, gate, up);
  SwigluGradients out{.dgate = empty(gate.shape(), gate.dtype()), .dup = empty(up.shape(), up.dtype())};
  call_kernel(kSwigluVjp, gate, out.dgate, out.dup, raw::contiguous(dy), raw::contiguous(gate), raw::contiguous(up));
  return out;
}

}  // namespace

Tensor gelu(const Tensor& x) {
  return record("gelu", gelu_of(x), {&x}, {&x},
                [](const Vjp& v) { return Gradients{gelu_gradient(v.grad(), v.saved(0))}; });
}

Tensor swiglu(const Tensor& gate, const Tensor& up) {
  LLMSYS_CHECK(ShapeError, gate.shape() == up.shape(), "[swiglu] gate and up must have one shape, got ", gate.shape(),
               " and ", up.shape());
  return record("swiglu", swiglu_of(gate, up), {&gate, &up}, {&gate, &up}, [](const Vjp& v) {
    const SwigluGradients d = swiglu_gradients(v.grad(), v.saved(0), v.saved(1));
    return Gradients{d.dgate, d.dup};
  });
}

}  // namespace llmsys
