// out = f(a, b).
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class F>
void register_numeric(Registry& registry, const OpKey<BinaryKernel>& key) {
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(key, Device::cpu, dtype_of<T>, map_binary<F, T, T>, kWho);
  });
}

}  // namespace

void register_binary(Registry& registry) {
  register_numeric<Add>(registry, kAdd);
  register_numeric<Sub>(registry, kSub);
  register_numeric<Mul>(registry, kMul);
  register_numeric<Max>(registry, kMaximum);
  register_numeric<Min>(registry, kMinimum);
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kDiv, Device::cpu, dtype_of<T>, map_binary<Div, T, T>, kWho);
  });
}

}  // namespace llmsys::kernels
