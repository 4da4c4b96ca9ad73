// out = f(x) for functions that take many instructions; out = a^b.
#include "framework/tensor/kernels/functions.h"

#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/map.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {

void register_functions(Registry& registry) {
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kExp, Device::cuda, dtype_of<T>, map_unary<Exp, T, T>, kWho);
    registry.set(kLog, Device::cuda, dtype_of<T>, map_unary<Log, T, T>, kWho);
    registry.set(kSqrt, Device::cuda, dtype_of<T>, map_unary<Sqrt, T, T>, kWho);
    registry.set(kTanh, Device::cuda, dtype_of<T>, map_unary<Tanh, T, T>, kWho);
    registry.set(kSin, Device::cuda, dtype_of<T>, map_unary<Sin, T, T>, kWho);
    registry.set(kCos, Device::cuda, dtype_of<T>, map_unary<Cos, T, T>, kWho);
    registry.set(kRsqrt, Device::cuda, dtype_of<T>, map_unary<Rsqrt, T, T>, kWho);
    registry.set(kSigmoid, Device::cuda, dtype_of<T>, map_unary<Sigmoid, T, T>, kWho);
    registry.set(kErf, Device::cuda, dtype_of<T>, map_unary<Erf, T, T>, kWho);
    registry.set(kPow, Device::cuda, dtype_of<T>, map_binary<Pow, T, T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
