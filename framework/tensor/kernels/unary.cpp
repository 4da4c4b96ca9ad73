// out = f(x).
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class F, int64_t Grain>
void register_floating(Registry& registry, const OpKey<UnaryKernel>& key) {
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(key, Device::cpu, dtype_of<T>, map_unary<F, T, T, Grain>, kWho);
  });
}

}  // namespace

void register_unary(Registry& registry) {
  register_floating<Neg, kGrain>(registry, kNeg);
  register_floating<Abs, kGrain>(registry, kAbs);
  register_floating<Sqrt, kGrain>(registry, kSqrt);
  register_floating<Exp, kFunctionGrain>(registry, kExp);
  register_floating<Log, kFunctionGrain>(registry, kLog);
  register_floating<Tanh, kFunctionGrain>(registry, kTanh);
  registry.set(kNeg, Device::cpu, DType::i64, map_unary<Neg, int64_t, int64_t>, kWho);
  registry.set(kAbs, Device::cpu, DType::i64, map_unary<Abs, int64_t, int64_t>, kWho);
}

}  // namespace llmsys::kernels
