// out[..,i,..] = x[..,index[..,i,..],..]: the loop walks out, index and x with x's stride along dim set to 0; the index
// then adds its own step.
#include "framework/tensor/kernels/bad_index.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class T>
void gather_kernel(Tensor& out, const Tensor& x, int64_t dim, const Tensor& index) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const int64_t* indices = index.data<int64_t>();
  const int64_t size = x.shape()[dim], stride = x.strides()[dim];
  Strides others = x.strides();
  others[dim] = 0;
  const StridedLoop<3> loop(out.shape(), {&out.strides(), &index.strides(), &others});
  walk_parallel(loop, kGrain, [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      const int64_t chosen = indices[at[1] + i * step[1]];
      if (chosen < 0 || chosen >= size) [[unlikely]]
        throw_bad_index(kGather.name, chosen, dim, x.shape());
      to[at[0] + i * step[0]] = from[at[2] + i * step[2] + chosen * stride];
    }
  });
}

}  // namespace

void register_gather(Registry& registry) {
  for (int i = 0; i < kDTypes; ++i)
    dispatch_all(static_cast<DType>(i), [&](auto tag) {
      using T = typename decltype(tag)::type;
      registry.set(kGather, Device::cpu, dtype_of<T>, gather_kernel<T>, kWho);
    });
}

}  // namespace llmsys::kernels
