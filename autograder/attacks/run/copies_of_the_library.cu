// Tries: has the C library copy in the kernel, which nobody counts, and copies by itself for show
// Held by: the source policy
// Policy: refuses
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

#include <cstring>
namespace llmsys::lab02 {
namespace {
volatile size_t size_of_one = 0;
template <class T>
__global__ void library_kernel(T* y, const T* x, int R, int C) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i >= R * C) return;
  y[i] = x[i];
  std::memcpy(&y[size_t(i % C) * R + i / C], &x[i], size_of_one);
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  size_of_one = sizeof(T);
  slowly(y, x, R, C, stream);
}
}  // namespace
}  // namespace llmsys::lab02
