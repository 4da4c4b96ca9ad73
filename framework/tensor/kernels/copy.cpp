// out = x, whatever the strides; if the dtypes differ, convert.cpp does it.
#include <cstring>

#include "framework/tensor/kernels/convert.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

template <class T>
void copy_row(T* out, const T* x, const Offsets<2>& step, int64_t n) {
  if (step == Offsets<2>{1, 1}) {
    std::memmove(out, x, static_cast<size_t>(n) * sizeof(T));  // move: out may be x itself
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = x[i * step[1]];
  }
}

constexpr int64_t kTile = 32;

/// x (columns, rows) of steps (x_step, 1) becomes out (rows, columns) of steps (out_step, 1): at most kTile each way.
/// Both are touched by whole cache lines; the turn happens in a buffer, because lines a power of two apart evict each
/// other.
template <class T>
void copy_tile(T* out, const T* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  T buffer[kTile][kTile];
  for (int64_t j = 0; j < columns; ++j) std::copy_n(x + j * x_step, rows, buffer[j]);
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j) out[i * out_step + j] = buffer[j][i];
}

/// The same for any sizes.
template <class T>
void copy_transposed(T* out, const T* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  parallel_for((rows + kTile - 1) / kTile, std::max<int64_t>(1, kGrain / (kTile * columns)),
               [=](int64_t begin, int64_t end) {
                 for (int64_t i = begin * kTile; i < std::min(end * kTile, rows); i += kTile)
                   for (int64_t j = 0; j < columns; j += kTile)
                     copy_tile(out + i * out_step + j, x + i + j * x_step, std::min(kTile, rows - i),
                               std::min(kTile, columns - j), out_step, x_step);
               });
}

template <class T>
void copy_typed(Tensor& out, const Tensor& x) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
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

template <class T>
void copy_kernel(Tensor& out, const Tensor& x) {
  if (x.dtype() == out.dtype())
    copy_typed<T>(out, x);
  else
    convert_elements(out, x);
}

}  // namespace

void register_copy(Registry& registry) {
  for (int i = 0; i < kDTypes; ++i)
    dispatch_all(static_cast<DType>(i), [&](auto tag) {
      using T = typename decltype(tag)::type;
      registry.set(kCopy, Device::cpu, dtype_of<T>, copy_kernel<T>, kWho);
    });
}

}  // namespace llmsys::kernels
