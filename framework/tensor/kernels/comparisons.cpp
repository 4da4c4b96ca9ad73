// out = whether a and b compare so; logic on booleans; whether x is NaN or finite.
#include <atomic>

#include "framework/tensor/kernels/comparing.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class F>
void register_comparison(Registry& registry, const OpKey<BinaryKernel>& key) {
  for_each_number_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(key, Device::cpu, dtype_of<T>, map_binary<F, bool, T>, kWho);
  });
}

template <class T>
void all_finite_kernel(Tensor& out, const Tensor& x) {
  const T* from = x.data<T>();
  std::atomic<bool> all = true;
  const StridedLoop<1> loop(x.shape(), {&x.strides()});
  walk_parallel(loop, kGrain, [&](const Offsets<1>& at, const Offsets<1>& step, int64_t n) {
    int bad = 0;  // an or of ints, not a branch: the loop vectorises
    if (step[0] == 1)
      for (int64_t i = 0; i < n; ++i) bad |= static_cast<int>(!map_element<IsFinite, bool>(from[at[0] + i]));
    else
      for (int64_t i = 0; i < n; ++i) bad |= static_cast<int>(!map_element<IsFinite, bool>(from[at[0] + i * step[0]]));
    if (bad != 0) all = false;
  });
  *out.data<bool>() = all;
}

}  // namespace

void register_comparisons(Registry& registry) {
  register_comparison<Equal>(registry, kEqual);
  register_comparison<NotEqual>(registry, kNotEqual);
  register_comparison<Less>(registry, kLess);
  register_comparison<LessEqual>(registry, kLessEqual);
  register_comparison<Greater>(registry, kGreater);
  register_comparison<GreaterEqual>(registry, kGreaterEqual);
  registry.set(kLogicalAnd, Device::cpu, DType::boolean, map_binary<And, bool, bool>, kWho);
  registry.set(kLogicalOr, Device::cpu, DType::boolean, map_binary<Or, bool, bool>, kWho);
  registry.set(kLogicalNot, Device::cpu, DType::boolean, map_unary<Not, bool, bool>, kWho);
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kIsNan, Device::cpu, dtype_of<T>, map_unary<IsNan, bool, T>, kWho);
    registry.set(kIsFinite, Device::cpu, dtype_of<T>, map_unary<IsFinite, bool, T>, kWho);
    registry.set(kAllFinite, Device::cpu, dtype_of<T>, all_finite_kernel<T>, kWho);
  });
}

}  // namespace llmsys::kernels
