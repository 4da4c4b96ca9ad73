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
  if (steps_are(step, 1, 1)) {
    std::memmove(out, x, static_cast<size_t>(n) * sizeof(T));  // move: out may be x itself
  } else {
    for (int64_t i = 0; i < n; ++i) out[i * step[0]] = x[i * step[1]];
  }
}

constexpr int64_t kTile = 16;    // elements each way: a cache line of f32
constexpr int64_t kBlock = 128;  // elements each way that are turned before the next: their lines stay in the cache

/// x (columns, rows) of steps (x_step, 1) becomes out (rows, columns) of steps (out_step, 1): at most kTile each way.
template <class T>
void copy_part_of_tile(T* out, const T* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j) out[i * out_step + j] = x[i + j * x_step];
}

/// The same for kTile each way. Both sides are touched by whole cache lines; the turn happens in buffers of fixed size,
/// because lines a power of two apart evict each other, and because it then becomes shuffles of vectors.
template <class T>
void copy_tile(T* out, const T* x, int64_t out_step, int64_t x_step) {
  alignas(64) T columns[kTile][kTile];
  alignas(64) T rows[kTile][kTile];
  for (int64_t j = 0; j < kTile; ++j) std::copy_n(x + j * x_step, kTile, columns[j]);
  for (int64_t i = 0; i < kTile; ++i)
    for (int64_t j = 0; j < kTile; ++j) rows[i][j] = columns[j][i];
  for (int64_t i = 0; i < kTile; ++i) std::copy_n(rows[i], kTile, out + i * out_step);
}

/// The same for at most kBlock each way.
template <class T>
void copy_block(T* out, const T* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  for (int64_t i = 0; i < rows; i += kTile)
    for (int64_t j = 0; j < columns; j += kTile) {
      T* to = out + i * out_step + j;
      const T* from = x + i + j * x_step;
      if (rows - i >= kTile && columns - j >= kTile)
        copy_tile(to, from, out_step, x_step);
      else
        copy_part_of_tile(to, from, std::min(kTile, rows - i), std::min(kTile, columns - j), out_step, x_step);
    }
}

/// The same for any sizes.
template <class T>
void copy_transposed(T* out, const T* x, int64_t rows, int64_t columns, int64_t out_step, int64_t x_step) {
  const int64_t grain = std::max<int64_t>(1, kGrain / (kTile * columns));
  parallel_for((rows + kTile - 1) / kTile, grain, [=](int64_t begin, int64_t end) {
    const int64_t last = std::min(end * kTile, rows);
    for (int64_t i = begin * kTile; i < last; i += kBlock)
      for (int64_t j = 0; j < columns; j += kBlock)
        copy_block(out + i * out_step + j, x + i + j * x_step, std::min(kBlock, last - i),
                   std::min(kBlock, columns - j), out_step, x_step);
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
