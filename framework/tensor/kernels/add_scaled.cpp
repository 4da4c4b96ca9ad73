// out += alpha x: a gradient added to a sum, a step of an optimizer.
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class T>
void add_scaled_kernel(Tensor& out, const Tensor& x, Scalar alpha) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const auto factor = static_cast<Compute<T>>(alpha.as<T>(kAddScaled.name));
  const StridedLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  walk_parallel(loop, kGrain, [=](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
    T* row = to + at[0];
    const T* added = from + at[1];
    if (steps_are(step, 1, 1)) {
#pragma GCC ivdep  // out is apart from x, or x itself
      for (int64_t i = 0; i < n; ++i) row[i] = add_scaled(row[i], factor, added[i]);
    } else {
      for (int64_t i = 0; i < n; ++i) row[i * step[0]] = add_scaled(row[i * step[0]], factor, added[i * step[1]]);
    }
  });
}

}  // namespace

void register_add_scaled(Registry& registry) {
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kAddScaled, Device::cpu, dtype_of<T>, add_scaled_kernel<T>, kWho);
  });
}

}  // namespace llmsys::kernels
