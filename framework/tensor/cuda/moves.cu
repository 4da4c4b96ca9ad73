// Every element becomes one value, that of another tensor, or one of two: fills, copies, choices.
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/convert.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory. So are all others here.
template <class T>
__global__ void fill_kernel(T* out, T value, DeviceLoop<1> loop) {
  const int64_t i = thread_number();
  if (i < loop.numel) out[loop.at(i)[0]] = value;
}

template <class T>
__global__ void copy_kernel(T* out, const T* x, DeviceLoop<2> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = x[at[1]];
}

/// Element i of an array of `from`, converted: as a function of the dtype, because 11 times 11 kernels are too many.
template <class To>
__device__ To load_as(const void* x, DType from, int64_t i) {
  switch (from) {
    case DType::f32: return convert<To>(static_cast<const float*>(x)[i]);
    case DType::f64: return convert<To>(static_cast<const double*>(x)[i]);
    case DType::i64: return convert<To>(static_cast<const int64_t*>(x)[i]);
    case DType::i32: return convert<To>(static_cast<const int32_t*>(x)[i]);
    case DType::u8: return convert<To>(static_cast<const uint8_t*>(x)[i]);
    case DType::boolean: return convert<To>(static_cast<const bool*>(x)[i]);
    case DType::f16: return convert<To>(static_cast<const Half*>(x)[i]);
    case DType::bf16: return convert<To>(static_cast<const BFloat16*>(x)[i]);
    case DType::f8e4m3: return convert<To>(static_cast<const Float8E4M3*>(x)[i]);
    case DType::f8e5m2: return convert<To>(static_cast<const Float8E5M2*>(x)[i]);
    case DType::i8: return convert<To>(static_cast<const int8_t*>(x)[i]);
    case DType::u4x2: break;  // two numbers are not one: copy() refuses it
  }
  return To{};
}

template <class To>
__global__ void convert_kernel(To* out, const void* x, DType from, DeviceLoop<2> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = load_as<To>(x, from, at[1]);
}

template <class T>
__global__ void where_kernel(T* out, const bool* condition, const T* a, const T* b, DeviceLoop<4> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = condition[at[1]] ? a[at[2]] : b[at[3]];
}

template <class T>
void fill(Tensor& out, Scalar value) {
  const DeviceLoop<1> loop(out.shape(), {&out.strides()});
  launch_each<fill_kernel<T>>(loop.numel, out.device_data<T>(), value.as<T>(kFill.name), loop);
}

/// From another dtype.
template <class T>
void convert_elements(Tensor& out, const Tensor& x, const DeviceLoop<2>& loop) {
  check_convertible(out.dtype(), x.dtype());
  const void* from =
      dispatch_all(x.dtype(), [&](auto tag) -> const void* { return x.device_data<typename decltype(tag)::type>(); });
  if constexpr (!std::is_same_v<T, U4x2>)
    launch_each<convert_kernel<T>>(loop.numel, out.device_data<T>(), from, x.dtype(), loop);
}

template <class T>
void copy(Tensor& out, const Tensor& x) {
  const DeviceLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  if (x.dtype() == out.dtype())
    launch_each<copy_kernel<T>>(loop.numel, out.device_data<T>(), x.device_data<T>(), loop);
  else
    convert_elements<T>(out, x, loop);
}

template <class T>
void where(Tensor& out, const Tensor& condition, const Tensor& a, const Tensor& b) {
  const DeviceLoop<4> loop(out.shape(), {&out.strides(), &condition.strides(), &a.strides(), &b.strides()});
  launch_each<where_kernel<T>>(loop.numel, out.device_data<T>(), condition.device_data<bool>(), a.device_data<T>(),
                               b.device_data<T>(), loop);
}

}  // namespace

void register_moves(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kFill, Device::cuda, dtype_of<T>, fill<T>, kWho);
    registry.set(kCopy, Device::cuda, dtype_of<T>, copy<T>, kWho);
    registry.set(kWhere, Device::cuda, dtype_of<T>, where<T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
