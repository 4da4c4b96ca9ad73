// Rows picked by index, and rows added to by index: an embedding and its gradient.
//
// Rows of out are apart, so picking shares them out among threads. Adding shares out columns: each thread goes over all
// rows in order but touches only its columns, so sums are in the same order with any number of threads.
#include <cstring>

#include "framework/tensor/kernels/arithmetic.h"
#include "framework/tensor/kernels/bad_index.h"
#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/kernels/strided_loop.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

void check_row(std::string_view op, int64_t chosen, int64_t rows) {
  if (chosen < 0 || chosen >= rows) [[unlikely]]
    throw_bad_row(op, chosen, rows);
}

template <class T>
void index_select_kernel(Tensor& out, const Tensor& x, const Tensor& index) {
  T* to = out.data<T>();
  const T* from = x.data<T>();
  const int64_t* indices = index.data<int64_t>();
  const int64_t rows = x.shape()[0], C = x.shape()[1], step = x.strides()[0], out_step = out.strides()[0];
  const int64_t index_step = index.strides()[0];
  parallel_for(index.numel(), std::max<int64_t>(1, kGrain / std::max<int64_t>(C, 1)), [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t chosen = indices[i * index_step];
      check_row(kIndexSelect.name, chosen, rows);
      if (C > 0) std::memcpy(to + i * out_step, from + chosen * step, static_cast<size_t>(C) * sizeof(T));
    }
  });
}

template <class T>
void add_row(T* to, const T* from, int64_t n) {
#pragma GCC ivdep  // src and out are apart
  for (int64_t c = 0; c < n; ++c) to[c] = map_element<Add, T>(to[c], from[c]);
}

template <class T>
void index_add_kernel(Tensor& out, const Tensor& index, const Tensor& src) {
  T* to = out.data<T>();
  const T* from = src.data<T>();
  const int64_t* indices = index.data<int64_t>();
  const int64_t n = index.numel(), rows = out.shape()[0], C = out.shape()[1];
  const int64_t out_step = out.strides()[0], step = src.strides()[0], index_step = index.strides()[0];
  for (int64_t i = 0; i < n; ++i) check_row(kIndexAdd.name, indices[i * index_step], rows);
  constexpr int64_t kColumns = 64 / sizeof(T);  // a cache line: two threads never write to the same one
  const int64_t parts = (C + kColumns - 1) / kColumns;
  parallel_for(parts, std::max<int64_t>(1, kGrain / (kColumns * std::max<int64_t>(n, 1))),
               [=](int64_t begin, int64_t end) {
                 const int64_t first = begin * kColumns, width = std::min(end * kColumns, C) - first;
                 for (int64_t i = 0; i < n; ++i)
                   add_row(to + indices[i * index_step] * out_step + first, from + i * step + first, width);
               });
}

}  // namespace

void register_index_rows(Registry& registry) {
  for_each_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kIndexSelect, Device::cpu, dtype_of<T>, index_select_kernel<T>, kWho);
  });
  for_each_arithmetic_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kIndexAdd, Device::cpu, dtype_of<T>, index_add_kernel<T>, kWho);
  });
}

}  // namespace llmsys::kernels
