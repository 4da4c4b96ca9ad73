// out = f(x) for the functions that activations and position encodings are made of; out = a^b.
#include "framework/tensor/kernels/functions.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {

void register_functions(Registry& registry) {
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kRsqrt, Device::cpu, dtype_of<T>, map_unary<Rsqrt, T, T>, kWho);
    registry.set(kSin, Device::cpu, dtype_of<T>, map_unary<Sin, T, T, kFunctionGrain>, kWho);
    registry.set(kCos, Device::cpu, dtype_of<T>, map_unary<Cos, T, T, kFunctionGrain>, kWho);
    registry.set(kSigmoid, Device::cpu, dtype_of<T>, map_unary<Sigmoid, T, T, kFunctionGrain>, kWho);
    registry.set(kErf, Device::cpu, dtype_of<T>, map_unary<Erf, T, T, kFunctionGrain>, kWho);
    registry.set(kPow, Device::cpu, dtype_of<T>, map_binary<Pow, T, T, kFunctionGrain>, kWho);
  });
}

}  // namespace llmsys::kernels
