/// @file
/// out = f(x) and out = f(a, b), element by element, whatever the strides; out may be of another type.
#pragma once
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/arithmetic.h"

namespace llmsys::kernels::cuda {

/// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class F, class To, class From>
__global__ void map_unary_kernel(To* out, const From* x, DeviceLoop<2> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = map_element<F, To>(x[at[1]]);
}

/// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class F, class To, class From>
__global__ void map_binary_kernel(To* out, const From* a, const From* b, DeviceLoop<3> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = map_element<F, To>(a[at[1]], b[at[2]]);
}

/// A UnaryKernel.
template <class F, class To, class From>
void map_unary(Tensor& out, const Tensor& x) {
  const DeviceLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  launch_each<map_unary_kernel<F, To, From>>(loop.numel, out.device_data<To>(), x.device_data<From>(), loop);
}

/// A BinaryKernel.
template <class F, class To, class From>
void map_binary(Tensor& out, const Tensor& a, const Tensor& b) {
  const DeviceLoop<3> loop(out.shape(), {&out.strides(), &a.strides(), &b.strides()});
  launch_each<map_binary_kernel<F, To, From>>(loop.numel, out.device_data<To>(), a.device_data<From>(),
                                              b.device_data<From>(), loop);
}

}  // namespace llmsys::kernels::cuda
