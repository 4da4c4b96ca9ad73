// Lab 03: its kernels become the system's. What they cannot read goes to who served the operation before.
#include "labs/03_gpu_fusion/register.h"

#include <limits>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/softmax.h"

namespace llmsys::lab03 {
namespace {

int number(int64_t size) {
  LLMSYS_CHECK(ShapeError, size <= std::numeric_limits<int>::max(), "lab 03's kernels count in int, and ", size,
               " is too large");
  return static_cast<int>(size);
}

// Element `first` of x on the device, counted from its first.
template <class T>
T* elements(const Tensor& x, int64_t first = 0) {
  return reinterpret_cast<T*>(x.storage().data() + (x.offset() + first) * item_size(x.dtype()));
}

// One product after the other, for the leading dimensions; operands that do not lie row by row are copied.
template <class T>
void matmul_kernel(Tensor& out, const Tensor& a, const Tensor& b) {
  const Tensor left = raw::contiguous(a), right = raw::contiguous(b);
  const int64_t M = out.size(-2), N = out.size(-1), K = a.size(-1);
  const int64_t products = M * N == 0 ? 0 : out.numel() / (M * N);
  for (int64_t i = 0; i < products; ++i)
    matmul_register<T>(elements<T>(out, i * M * N), elements<T>(left, i * M * K), elements<T>(right, i * K * N),
                       number(M), number(N), number(K), Stream());
}

template <class T>
void softmax_kernel(Tensor& out, const Tensor& x) {
  const Tensor rows = raw::contiguous(x);
  const int64_t columns = x.size(-1);
  if (columns == 0) return;
  softmax_forward<T>(elements<T>(out), elements<T>(rows), number(x.numel() / columns), number(columns), Stream());
}

}  // namespace

void register_lab03(Registry& registry) {
  constexpr const char* kWho = "lab03";
  registry.set(kMatmul, Device::cuda, DType::f32, matmul_kernel<float>, kWho);
  registry.set(kMatmul, Device::cuda, DType::bf16, matmul_kernel<bf16>, kWho);
  registry.set(kSoftmax, Device::cuda, DType::f32, softmax_kernel<float>, kWho);
  registry.set(kSoftmax, Device::cuda, DType::bf16, softmax_kernel<bf16>, kWho);
}

}  // namespace llmsys::lab03
