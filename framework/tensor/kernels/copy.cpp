// out = x, whatever the two dtypes and strides.
#include <cstring>

#include "framework/tensor/kernels/convert.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class To, class From>
void copy_row(To* out, const From* x, const Offsets<2>& step, int64_t n) {
  if constexpr (std::is_same_v<To, From>) {
    if (step == Offsets<2>{1, 1}) {
      std::memmove(out, x, static_cast<size_t>(n) * sizeof(To));  // move: out may be x itself
      return;
    }
  }
  if (step == Offsets<2>{1, 1}) {
    for (int64_t i = 0; i < n; ++i) out[i] = convert<To>(x[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = convert<To>(x[i * step[1]]);
  }
}

constexpr int64_t kTile = 32;  // a tile of 32 x 32 doubles read and one written fit into a 32 KiB cache

/// Rows of x are columns of out: goes tile by tile, so that each cache line is used in full before it leaves.
template <class To, class From>
void copy_transposed(To* out, const From* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  parallel_for((rows + kTile - 1) / kTile, std::max<int64_t>(1, kGrain / (kTile * columns)),
               [=](int64_t begin, int64_t end) {
                 for (int64_t i0 = begin * kTile; i0 < std::min(end * kTile, rows); i0 += kTile)
                   for (int64_t j0 = 0; j0 < columns; j0 += kTile)
                     for (int64_t i = i0; i < std::min(i0 + kTile, rows); ++i)
                       for (int64_t j = j0; j < std::min(j0 + kTile, columns); ++j)
                         out[i * out_step + j] = convert<To>(x[i + j * x_step]);
               });
}

template <class To, class From>
void copy_typed(Tensor& out, const Tensor& x) {
  To* to = out.data<To>();
  const From* from = x.data<From>();
  const StridedLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  const auto& [s_out, s_x] = loop.strides;
  const int64_t column = loop.sizes.size() - 1, row = column - 1;
  if (row < 0 || s_out[column] != 1 || s_x[row] != 1 || loop.numel == 0) {
    walk_parallel(loop, kGrain, [=](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
      copy_row(to + at[0], from + at[1], step, n);
    });
    return;
  }
  const int64_t rows = loop.sizes[row], columns = loop.sizes[column];
  walk_parallel(loop.without_inner(2), std::max<int64_t>(1, kGrain / (rows * columns)),
                [&](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
                  for (int64_t i = 0; i < n; ++i)
                    copy_transposed(to + at[0] + i * step[0], from + at[1] + i * step[1], rows, columns, s_out[row],
                                    s_x[column]);
                });
}

template <class To>
void copy_kernel(Tensor& out, const Tensor& x) {
  dispatch_all(x.dtype(), [&](auto tag) { copy_typed<To, typename decltype(tag)::type>(out, x); });
}

}  // namespace

void register_copy(Registry& registry) {
  for (int i = 0; i < kDTypes; ++i)
    dispatch_all(static_cast<DType>(i), [&](auto tag) {
      using To = typename decltype(tag)::type;
      registry.set(kCopy, Device::cpu, dtype_of<To>, copy_kernel<To>, kWho);
    });
}

}  // namespace llmsys::kernels
