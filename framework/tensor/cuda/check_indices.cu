// Which index is out of range, if any.
#include "framework/tensor/cuda/check_indices.h"

#include "framework/device/memory.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/factories.h"

namespace llmsys::kernels::cuda {
namespace {

// One thread per index. grid (ceil_div(n, 256)), block (256), no shared memory. Atomics only where something is wrong.
__global__ void find_outside_kernel(unsigned long long* first, const int64_t* index, int64_t size, DeviceLoop<1> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const int64_t chosen = index[loop.at(i)[0]];
  if (chosen < 0 || chosen >= size) atomicMin(first, static_cast<unsigned long long>(i));
}

}  // namespace

std::optional<int64_t> first_outside(const Tensor& index, int64_t size) {
  const DeviceLoop<1> loop(index.shape(), {&index.strides()});
  Tensor first = empty({}, DType::i64, Device::cuda);
  int64_t* position = first.device_data<int64_t>();
  device_fill(position, 0xFF, sizeof(int64_t));  // the largest of unsigned numbers, -1 of signed ones
  launch_each<find_outside_kernel>(loop.numel, reinterpret_cast<unsigned long long*>(position),
                                   index.device_data<int64_t>(), size, loop);
  const auto found = first.item<int64_t>();
  if (found < 0) return std::nullopt;
  int64_t value = 0;
  device_copy(&value, index.device_data<int64_t>() + loop.at(found)[0], sizeof value);
  return value;
}

}  // namespace llmsys::kernels::cuda
