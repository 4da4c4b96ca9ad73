// out = whether a and b compare so; logic on booleans; whether x is NaN or finite.
#include "framework/device/memory.h"
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/map.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/kernels/comparing.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class T>
__global__ void mark_not_finite_kernel(int* found, const T* x, DeviceLoop<1> loop) {
  const int64_t i = thread_number();
  if (i < loop.numel && !map_element<IsFinite, bool>(x[loop.at(i)[0]])) atomicOr(found, 1);
}

// One thread.
__global__ void is_zero_kernel(bool* out, const int* x) { *out = *x == 0; }

template <class T>
void all_finite(Tensor& out, const Tensor& x) {
  Tensor found = empty({}, DType::i32, Device::cuda);
  device_fill(found.device_data<int32_t>(), 0, sizeof(int32_t));
  const DeviceLoop<1> loop(x.shape(), {&x.strides()});
  launch_each<mark_not_finite_kernel<T>>(loop.numel, found.device_data<int32_t>(), x.device_data<T>(), loop);
  launch<is_zero_kernel>({}, out.device_data<bool>(), found.device_data<int32_t>());
}

template <class F>
void register_comparison(Registry& registry, const OpKey<BinaryKernel>& key) {
  for_each_number_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(key, Device::cuda, dtype_of<T>, map_binary<F, bool, T>, kWho);
  });
}

}  // namespace

void register_comparisons(Registry& registry) {
  register_comparison<Equal>(registry, kEqual);
  register_comparison<NotEqual>(registry, kNotEqual);
  register_comparison<Less>(registry, kLess);
  register_comparison<LessEqual>(registry, kLessEqual);
  register_comparison<Greater>(registry, kGreater);
  register_comparison<GreaterEqual>(registry, kGreaterEqual);
  registry.set(kLogicalAnd, Device::cuda, DType::boolean, map_binary<And, bool, bool>, kWho);
  registry.set(kLogicalOr, Device::cuda, DType::boolean, map_binary<Or, bool, bool>, kWho);
  registry.set(kLogicalNot, Device::cuda, DType::boolean, map_unary<Not, bool, bool>, kWho);
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kIsNan, Device::cuda, dtype_of<T>, map_unary<IsNan, bool, T>, kWho);
    registry.set(kIsFinite, Device::cuda, dtype_of<T>, map_unary<IsFinite, bool, T>, kWho);
    registry.set(kAllFinite, Device::cuda, dtype_of<T>, all_finite<T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
