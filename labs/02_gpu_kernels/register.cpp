// Lab 02, given: this lab's kernels behind the framework's operations.
#include "labs/02_gpu_kernels/register.h"

#include <algorithm>
#include <limits>

#include "framework/tensor/raw.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/reduce.h"
#include "labs/02_gpu_kernels/transpose.h"

namespace llmsys::lab02 {
namespace {

constexpr const char* kWho = "lab02";
constexpr int64_t kMostRows = int64_t{65535} * 32;  // a grid's height, in tiles

// What kernels call the elements of a tensor.
template <class T>
struct KernelType;
template <>
struct KernelType<float> {
  using Type = float;
};
template <>
struct KernelType<BFloat16> {
  using Type = bf16;
};

template <class T>
auto* elements(Tensor& x) {
  return reinterpret_cast<typename KernelType<T>::Type*>(x.device_data<T>());
}
template <class T>
const auto* elements(const Tensor& x) {
  return reinterpret_cast<const typename KernelType<T>::Type*>(x.device_data<T>());
}

bool is_int(int64_t size) { return size <= std::numeric_limits<int>::max(); }

// A matrix whose columns are contiguous: what raw::transpose makes of a contiguous one.
bool is_transposed(const Tensor& x) {
  return x.rank() == 2 && x.strides()[0] == 1 && x.strides()[1] == x.size(0) && x.size(1) <= kMostRows &&
         x.size(0) <= kMostRows;
}

template <class T>
void copy_on_cuda(Tensor& out, const Tensor& x) {
  const bool plain = out.dtype() == x.dtype() && out.is_contiguous();
  if (plain && x.is_contiguous()) return copy_vectorized(elements<T>(out), elements<T>(x), x.numel(), Stream());
  if (plain && is_transposed(x))
    return transpose(elements<T>(out), elements<T>(x), static_cast<int>(x.size(1)), static_cast<int>(x.size(0)),
                     Stream());
  framework_registry().find(kCopy, Device::cuda, out.dtype())(out, x);
}

// Rows and columns of x if the reduction to `out` sums whole rows: dimensions that stay, then dimensions that go.
struct Rows {
  int64_t count = 1, length = 1;
  bool whole = true;
};

Rows rows_of(const Tensor& out, const Tensor& x) {
  Rows rows;
  for (int64_t d = 0; d < x.rank(); ++d) {
    const bool stays = out.size(d) == x.size(d);
    if (stays && rows.length > 1 && x.size(d) > 1) rows.whole = false;
    (stays ? rows.count : rows.length) *= x.size(d);
  }
  rows.whole = rows.whole && x.is_contiguous() && out.is_contiguous() && is_int(rows.count) && is_int(rows.length);
  return rows;
}

template <class T>
void sum_on_cuda(Tensor& out, const Tensor& x) {
  const Rows rows = rows_of(out, x);
  if (!rows.whole || x.numel() == 0) return framework_registry().find(kSum, Device::cuda, out.dtype())(out, x);
  if (rows.count > 1)
    return row_sums(elements<T>(out), elements<T>(x), static_cast<int>(rows.count), static_cast<int>(rows.length),
                    Stream());
  Tensor partials = empty({kMaxPartials}, DType::f32, Device::cuda);
  sum(elements<T>(out), partials.device_data<float>(), elements<T>(x), x.numel(), Stream());
}

// The same matrix with rows in one piece each; what is transposed is copied, by transpose().
Tensor with_rows(const Tensor& x) { return x.strides()[1] == 1 || x.size(1) == 1 ? x : raw::contiguous(x); }

template <class T>
void multiply(Tensor& out, const Tensor& a, const Tensor& b) {
  const Tensor left = with_rows(a), right = with_rows(b);
  const auto size = [](int64_t n) {
    LLMSYS_CHECK(ShapeError, is_int(n), "[matmul] lab 02's kernel takes sizes below 2^31, got ", n);
    return static_cast<int>(n);
  };
  matmul(elements<T>(out), elements<T>(left), elements<T>(right), size(a.size(0)), size(b.size(1)), size(a.size(1)),
         size(left.strides()[0]), size(right.strides()[0]), Stream());
}

template <class T>
void matmul_on_cuda(Tensor& out, const Tensor& a, const Tensor& b) {
  if (out.rank() == 2) return multiply<T>(out, a, b);
  for (int64_t i = 0; i < out.size(0); ++i) {
    Tensor one = raw::select(out, 0, i);
    matmul_on_cuda<T>(one, raw::select(a, 0, i), raw::select(b, 0, i));
  }
}

template <class T>
void register_type(Registry& registry) {
  registry.set(kCopy, Device::cuda, dtype_of<T>, copy_on_cuda<T>, kWho);
  registry.set(kSum, Device::cuda, dtype_of<T>, sum_on_cuda<T>, kWho);
  registry.set(kMatmul, Device::cuda, dtype_of<T>, matmul_on_cuda<T>, kWho);
}

}  // namespace

void register_lab02(Registry& registry) {
  register_type<float>(registry);
  register_type<BFloat16>(registry);
}

}  // namespace llmsys::lab02
