// out = f(a, b). Rows come in four forms: all strides 1, one operand constant along the row (broadcast), anything else.
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

// ivdep: out is either apart from a and b or exactly one of them, so iterations do not depend on each other.
template <class F, class T>
void binary_row(T* out, const T* a, const T* b, const Offsets<3>& step, int64_t n) {
  if (step == Offsets<3>{1, 1, 1}) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = F::apply(a[i], b[i]);
  } else if (step == Offsets<3>{1, 1, 0}) {
    const T constant = *b;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = F::apply(a[i], constant);
  } else if (step == Offsets<3>{1, 0, 1}) {
    const T constant = *a;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = F::apply(constant, b[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = F::apply(a[i * step[1]], b[i * step[2]]);
  }
}

template <class F, class T>
void binary_kernel(Tensor& out, const Tensor& a, const Tensor& b) {
  T* to = out.data<T>();
  const T* from_a = a.data<T>();
  const T* from_b = b.data<T>();
  const StridedLoop<3> loop(out.shape(), {&out.strides(), &a.strides(), &b.strides()});
  walk_parallel(loop, kGrain, [=](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
    binary_row<F>(to + at[0], from_a + at[1], from_b + at[2], step, n);
  });
}

template <class F>
void register_floating(Registry& registry, const OpKey<BinaryKernel>& key) {
  registry.set(key, Device::cpu, DType::f32, binary_kernel<F, float>, kWho);
  registry.set(key, Device::cpu, DType::f64, binary_kernel<F, double>, kWho);
}

template <class F>
void register_numeric(Registry& registry, const OpKey<BinaryKernel>& key) {
  register_floating<F>(registry, key);
  registry.set(key, Device::cpu, DType::i64, binary_kernel<F, int64_t>, kWho);
}

}  // namespace

void register_binary(Registry& registry) {
  register_numeric<Add>(registry, kAdd);
  register_numeric<Sub>(registry, kSub);
  register_numeric<Mul>(registry, kMul);
  register_floating<Div>(registry, kDiv);
  register_numeric<Max>(registry, kMaximum);
  register_numeric<Min>(registry, kMinimum);
}

}  // namespace llmsys::kernels
