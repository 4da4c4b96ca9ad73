// Every element becomes one value.
#include <algorithm>

#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class T>
void fill_kernel(Tensor& out, Scalar value) {
  T* to = out.data<T>();
  const T constant = value.as<T>(kFill.name);
  const StridedLoop<1> loop(out.shape(), {&out.strides()});
  walk_parallel(loop, kGrain, [=](const Offsets<1>& at, const Offsets<1>& step, int64_t n) {
    if (step[0] == 1) {
      std::fill_n(to + at[0], n, constant);
    } else {
      for (int64_t i = 0; i < n; ++i) to[at[0] + i * step[0]] = constant;
    }
  });
}

}  // namespace

void register_fill(Registry& registry) {
  for (int i = 0; i < kDTypes; ++i)
    dispatch_all(static_cast<DType>(i), [&](auto tag) {
      using T = typename decltype(tag)::type;
      registry.set(kFill, Device::cpu, dtype_of<T>, fill_kernel<T>, kWho);
    });
}

}  // namespace llmsys::kernels
