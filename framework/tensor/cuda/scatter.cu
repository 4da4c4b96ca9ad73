// Elements and rows put to places given by an index, or added there: out[..,index[..,i,..],..] = src[..,i,..], or +=.
//
// What goes to one element of out comes from one line of src along the dimension of the index. A thread takes a whole line
// and goes over it in order, so what comes last stays, and sums are in the order of the CPU's: no atomic addition, whose
// order would be another each time. That costs parallelism where lines are few and long.
#include "framework/tensor/cuda/check_indices.h"
#include "framework/tensor/cuda/cuda_kernels.h"
#include "framework/tensor/cuda/device_loop.h"
#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/bad_index.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels::cuda {
namespace {

/// One line along the dimension that the index runs over: its elements, and strides of the three.
struct Line {
  int64_t count, out, index, src;
};

// One thread per line. grid (ceil_div(lines, 256)), block (256), no shared memory.
template <class F, class T>
__global__ void scatter_kernel(T* out, const int64_t* index, const T* src, Line line, DeviceLoop<3> lines) {
  const int64_t l = thread_number();
  if (l >= lines.numel) return;
  const auto at = lines.at(l);
  for (int64_t i = 0; i < line.count; ++i) {
    T& element = out[at[0] + index[at[1] + i * line.index] * line.out];
    element = map_element<F, T>(element, src[at[2] + i * line.src]);
  }
}

template <class F, class T>
void scatter_lines(Tensor& out, const Tensor& index, const Tensor& src, const Line& line, const DeviceLoop<3>& lines) {
  launch_each<scatter_kernel<F, T>>(lines.numel, out.device_data<T>(), index.device_data<int64_t>(),
                                    src.device_data<T>(), line, lines);
}

template <class F, class T>
void scatter(Tensor& out, int64_t dim, const Tensor& index, const Tensor& src) {
  const char* op = std::is_same_v<F, Put> ? kScatter.name : kScatterAdd.name;
  if (const auto bad = first_outside(index, out.shape()[dim])) throw_bad_index(op, *bad, dim, out.shape());
  IntList others = src.shape();
  others[dim] = 1;
  scatter_lines<F, T>(out, index, src, {src.shape()[dim], out.strides()[dim], index.strides()[dim], src.strides()[dim]},
                      {Shape(others), {&out.strides(), &index.strides(), &src.strides()}});
}

template <class T>
void index_add(Tensor& out, const Tensor& index, const Tensor& src) {
  if (const auto bad = first_outside(index, out.shape()[0])) throw_bad_row(kIndexAdd.name, *bad, out.shape()[0]);
  const Strides to = {out.strides()[1]}, same = {0}, from = {src.strides()[1]};
  scatter_lines<Add, T>(out, index, src, {index.numel(), out.strides()[0], index.strides()[0], src.strides()[0]},
                        {Shape{out.shape()[1]}, {&to, &same, &from}});
}

}  // namespace

void register_scatter(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kScatter, Device::cuda, dtype_of<T>, scatter<Put, T>, kWho);
  });
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kScatterAdd, Device::cuda, dtype_of<T>, scatter<Add, T>, kWho);
    registry.set(kIndexAdd, Device::cuda, dtype_of<T>, index_add<T>, kWho);
  });
}

}  // namespace llmsys::kernels::cuda
