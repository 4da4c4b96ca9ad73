// out = x between two dtypes. Twelve by twelve loops would be too many to compile, so each type goes by way of one of
// four that hold all its values, a chunk at a time: only the second half depends on both ends, and chunks stay in the
// first cache. float, double, int64_t and int32_t are their own half-way stations, so they skip the first half.
#include "framework/tensor/kernels/convert.h"

#include "framework/tensor/copy.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

constexpr int64_t kChunk = 1024;  // elements

/// Holds every value of T, and is quick to convert from.
template <class T>
using Station = std::conditional_t<is_small_float<T>, float, std::conditional_t<(sizeof(T) < 4), int32_t, T>>;

/// out[0], out[step], .. = values, n of them, where `out` is element `first` of a tensor of some type.
template <class S>
using StoreRow = void (*)(void* out, int64_t first, int64_t step, const S* values, int64_t n);

template <class To, class S>
void store_row(void* out, int64_t first, int64_t step, const S* values, int64_t n) {
  To* to = static_cast<To*>(out) + first;
  if (step == 1) {
#pragma GCC ivdep  // two dtypes never share memory
    for (int64_t i = 0; i < n; ++i) to[i] = convert<To>(values[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) to[i * step] = convert<To>(values[i]);
  }
}

template <class S, class From>
void load_row(S* values, const From* x, int64_t step, int64_t n) {
  if (step == 1) {
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) values[i] = convert<S>(x[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) values[i] = convert<S>(x[i * step]);
  }
}

/// The address of x's first element, and the function that stores such elements.
template <class S>
struct Target {
  void* first;
  StoreRow<S> store;
};

template <class S>
Target<S> target_of(Tensor& out) {
  return dispatch_all(out.dtype(), [&](auto tag) -> Target<S> {
    using To = typename decltype(tag)::type;
    if constexpr (std::is_same_v<To, U4x2>)
      return {};
    else
      return {out.data<To>(), store_row<To, S>};
  });
}

template <class From>
void convert_from(Tensor& out, const Tensor& x) {
  using S = Station<From>;
  const Target<S> target = target_of<S>(out);
  const From* from = x.data<From>();
  const StridedLoop<2> loop(out.shape(), {&out.strides(), &x.strides()});
  walk_parallel(loop, kGrain, [=](const Offsets<2>& at, const Offsets<2>& step, int64_t n) {
    if constexpr (std::is_same_v<S, From>)
      if (step[1] == 1) return target.store(target.first, at[0], step[0], from + at[1], n);
    S values[kChunk];
    for (int64_t i = 0; i < n; i += kChunk) {
      const int64_t count = std::min(kChunk, n - i);
      load_row(values, from + at[1] + i * step[1], step[1], count);
      target.store(target.first, at[0] + i * step[0], step[0], values, count);
    }
  });
}

/// Whether x has neighbours in memory, but a walk along its rows jumps.
bool is_transposed(const Tensor& x) {
  bool has_neighbours = false;
  int64_t inner = 0;
  for (int64_t d = 0; d < x.rank(); ++d) {
    if (x.shape()[d] == 1) continue;
    has_neighbours = has_neighbours || x.strides()[d] == 1;
    inner = x.strides()[d];
  }
  return has_neighbours && inner > 1;
}

}  // namespace

void check_convertible(DType to, DType from) {
  LLMSYS_CHECK(DTypeError, to != DType::u4x2 && from != DType::u4x2, "[copy] from ", from, " to ", to,
               ": an element of u4x2 holds two numbers; use raw::pack_u4(x) or raw::unpack_u4(x, dtype)");
}

void convert_elements(Tensor& out, const Tensor& x) {
  check_convertible(out.dtype(), x.dtype());
  const Tensor rows = is_transposed(x) ? raw::clone(x) : x;
  dispatch_all(x.dtype(), [&](auto tag) {
    using From = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<From, U4x2>) convert_from<From>(out, rows);
  });
}

}  // namespace llmsys::kernels
