// out[..,index[..,i,..],..] = src[..,i,..], or +=. What goes to one element of out comes from one line of src along dim:
// threads share out lines, and each walks its lines in order, so the result does not depend on their number.
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/bad_index.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

/// One line along the dimension that the index runs over: elements of src and index, strides of the three.
struct Line {
  int64_t count, out, index, src;
};

/// The first index out of range is an error, before anything is written.
void check_indices(const Tensor& index, std::string_view op, int64_t dim, const Tensor& out) {
  const int64_t* indices = index.data<int64_t>();
  const int64_t size = out.shape()[dim];
  const StridedLoop<1> loop(index.shape(), {&index.strides()});
  walk_parallel(loop, kGrain, [&](const Offsets<1>& at, const Offsets<1>& step, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      const int64_t chosen = indices[at[0] + i * step[0]];
      if (chosen < 0 || chosen >= size) [[unlikely]]
        throw_bad_index(op, chosen, dim, out.shape());
    }
  });
}

template <class F, class T>
void scatter_lines(T* out, const int64_t* index, const T* src, const Line& line, const Offsets<3>& step, int64_t n) {
  const auto put = [&](int64_t i, int64_t j) {
    T& element = out[j * step[0] + index[j * step[1] + i * line.index] * line.out];
    element = map_element<F, T>(element, src[j * step[2] + i * line.src]);
  };
  if (line.src <= step[2]) {  // the inner loop goes where src has neighbours
    for (int64_t j = 0; j < n; ++j)
      for (int64_t i = 0; i < line.count; ++i) put(i, j);
  } else {
    for (int64_t i = 0; i < line.count; ++i)
      for (int64_t j = 0; j < n; ++j) put(i, j);
  }
}

template <class F, class T>
void scatter_kernel(Tensor& out, int64_t dim, const Tensor& index, const Tensor& src) {
  check_indices(index, std::is_same_v<F, Put> ? kScatter.name : kScatterAdd.name, dim, out);
  T* to = out.data<T>();
  const int64_t* indices = index.data<int64_t>();
  const T* from = src.data<T>();
  const Line line{src.shape()[dim], out.strides()[dim], index.strides()[dim], src.strides()[dim]};
  IntList others = src.shape();
  others[dim] = 1;
  const StridedLoop<3> loop(Shape(others), {&out.strides(), &index.strides(), &src.strides()});
  walk_parallel(loop, std::max<int64_t>(1, kGrain / std::max<int64_t>(line.count, 1)),
                [&](const Offsets<3>& at, const Offsets<3>& step, int64_t n) {
                  scatter_lines<F>(to + at[0], indices + at[1], from + at[2], line, step, n);
                });
}

}  // namespace

void register_scatter(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kScatter, Device::cpu, dtype_of<T>, scatter_kernel<Put, T>, kWho);
  });
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kScatterAdd, Device::cpu, dtype_of<T>, scatter_kernel<Add, T>, kWho);
  });
}

}  // namespace llmsys::kernels
