// out = f(a, b), out = f(x), out += alpha x: sums, products, maxima and signs.
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/map.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class T>
__global__ void add_scaled_kernel(T* out, const T* x, Compute<T> factor, DeviceLoop<2> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = add_scaled(out[at[0]], factor, x[at[1]]);
}

template <class T>
void add_scaled_into(Tensor& out, const Tensor& x, Scalar alpha) {
  const auto factor = static_cast<Compute<T>>(alpha.as<T>(kAddScaled.name));
  const DeviceLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  launch_each<add_scaled_kernel<T>>(loop.numel, out.device_data<T>(), x.device_data<T>(), factor, loop);
}

}  // namespace

void register_arithmetic(Registry& registry) {
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kAdd, Device::cuda, dtype_of<T>, map_binary<Add, T, T>, kWho);
    registry.set(kSub, Device::cuda, dtype_of<T>, map_binary<Sub, T, T>, kWho);
    registry.set(kMul, Device::cuda, dtype_of<T>, map_binary<Mul, T, T>, kWho);
    registry.set(kMaximum, Device::cuda, dtype_of<T>, map_binary<Max, T, T>, kWho);
    registry.set(kMinimum, Device::cuda, dtype_of<T>, map_binary<Min, T, T>, kWho);
    registry.set(kNeg, Device::cuda, dtype_of<T>, map_unary<Neg, T, T>, kWho);
    registry.set(kAbs, Device::cuda, dtype_of<T>, map_unary<Abs, T, T>, kWho);
    registry.set(kAddScaled, Device::cuda, dtype_of<T>, add_scaled_into<T>, kWho);
  });
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kDiv, Device::cuda, dtype_of<T>, map_binary<Div, T, T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
