// out = condition ? a : b.
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

// Booleans are read as bytes: GCC 12 has no vectors of bool, and would not vectorise. One operand that is the same along
// the row is a common case: a mask filled with a number.
template <class T>
void where_row(T* out, const uint8_t* condition, const T* a, const T* b, const Offsets<4>& step, int64_t n) {
  const T first_a = *a, first_b = *b;
  if (steps_are(step, 1, 1, 0, 1)) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = condition[i] != 0 ? first_a : b[i];
  } else if (steps_are(step, 1, 1, 1, 0)) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = condition[i] != 0 ? a[i] : first_b;
  } else if (steps_are(step, 1, 1, 1, 1)) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) out[i] = condition[i] != 0 ? a[i] : b[i];
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = condition[i * step[1]] != 0 ? a[i * step[2]] : b[i * step[3]];
  }
}

template <class T>
void where_kernel(Tensor& out, const Tensor& condition, const Tensor& a, const Tensor& b) {
  T* to = out.data<T>();
  const auto* choice = reinterpret_cast<const uint8_t*>(condition.data<bool>());
  const T* from_a = a.data<T>();
  const T* from_b = b.data<T>();
  const StridedLoop<4> loop(out.shape(), {&out.strides(), &condition.strides(), &a.strides(), &b.strides()});
  walk_parallel(loop, kGrain, [=](const Offsets<4>& at, const Offsets<4>& step, int64_t n) {
    where_row(to + at[0], choice + at[1], from_a + at[2], from_b + at[3], step, n);
  });
}

}  // namespace

void register_where(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kWhere, Device::cpu, dtype_of<T>, where_kernel<T>, kWho);
  });
}

}  // namespace llmsys::kernels
