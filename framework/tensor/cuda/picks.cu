// Elements and rows picked by index: out[..,i,..] = x[..,index[..,i,..],..], and out[i,:] = x[index[i],:].
#include "framework/tensor/cuda/check_indices.h"
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/bad_index.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

// One thread per element of out; the loop steps through x with stride 0 along the dimension of the index, which then adds
// its own step. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class T>
__global__ void pick_kernel(T* out, const T* x, const int64_t* index, int64_t stride, DeviceLoop<3> loop) {
  const int64_t i = thread_number();
  if (i >= loop.numel) return;
  const auto at = loop.at(i);
  out[at[0]] = x[at[1] + index[at[2]] * stride];
}

template <class T>
void gather(Tensor& out, const Tensor& x, int64_t dim, const Tensor& index) {
  if (const auto bad = first_outside(index, x.shape()[dim])) throw_bad_index(kGather.name, *bad, dim, x.shape());
  Strides others = x.strides();
  others[dim] = 0;
  const DeviceLoop<3> loop(out.shape(), {&out.strides(), &others, &index.strides()});
  launch_each<pick_kernel<T>>(loop.numel, out.device_data<T>(), x.device_data<T>(), index.device_data<int64_t>(),
                              x.strides()[dim], loop);
}

template <class T>
void index_select(Tensor& out, const Tensor& x, const Tensor& index) {
  if (const auto bad = first_outside(index, x.shape()[0])) throw_bad_row(kIndexSelect.name, *bad, x.shape()[0]);
  const Strides columns = {0, x.strides()[1]}, rows = {index.strides()[0], 0};
  const DeviceLoop<3> loop(out.shape(), {&out.strides(), &columns, &rows});
  launch_each<pick_kernel<T>>(loop.numel, out.device_data<T>(), x.device_data<T>(), index.device_data<int64_t>(),
                              x.strides()[0], loop);
}

}  // namespace

void register_picks(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kGather, Device::cuda, dtype_of<T>, gather<T>, kWho);
    registry.set(kIndexSelect, Device::cuda, dtype_of<T>, index_select<T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
