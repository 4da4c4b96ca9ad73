// out = f(x).
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

constexpr int64_t kFunctionGrain = 1 << 11;  // exp and its like cost 10 additions and more

template <class F, class T>
void unary_row(T* out, const T* x, const Offsets<2>& step, int64_t n) {
  if (step == Offsets<2>{1, 1}) {
#pragma GCC ivdep  // out is apart from x, or x itself
    for (int64_t i = 0; i < n; ++i) out[i] = F::apply(x[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = F::apply(x[i * step[1]]);
  }
}

template <class F, class T, int64_t Grain>
void unary_kernel(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const StridedLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  walk_parallel(loop, Grain, [=](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
    unary_row<F>(to + at[0], from + at[1], step, n);
  });
}

template <class F, int64_t Grain>
void register_floating(Registry& registry, const OpKey<UnaryKernel>& key) {
  registry.set(key, Device::cpu, DType::f32, unary_kernel<F, float, Grain>, kWho);
  registry.set(key, Device::cpu, DType::f64, unary_kernel<F, double, Grain>, kWho);
}

}  // namespace

void register_unary(Registry& registry) {
  register_floating<Neg, kGrain>(registry, kNeg);
  register_floating<Abs, kGrain>(registry, kAbs);
  register_floating<Sqrt, kGrain>(registry, kSqrt);
  register_floating<Exp, kFunctionGrain>(registry, kExp);
  register_floating<Log, kFunctionGrain>(registry, kLog);
  register_floating<Tanh, kFunctionGrain>(registry, kTanh);
  registry.set(kNeg, Device::cpu, DType::i64, unary_kernel<Neg, int64_t, kGrain>, kWho);
  registry.set(kAbs, Device::cpu, DType::i64, unary_kernel<Abs, int64_t, kGrain>, kWho);
}

}  // namespace llmsys::kernels
