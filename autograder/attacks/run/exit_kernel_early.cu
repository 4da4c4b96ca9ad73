// Tries: does the work with one thread that the others do not wait for, and returns from all others at once
// Held by: the judge: goals are of totals, not of averages
// Policy: lets pass
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::lab02 {
namespace {
template <class T>
__global__ void early_kernel(T* y, const T* x, int R, int C) {
  if (blockIdx.x != 0 || threadIdx.x != 0) return;
  for (int i = 0; i < R * C; ++i) y[size_t(i % C) * R + i / C] = x[i];
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  if (R == 0 || C == 0) return;
  launch<early_kernel<T>>({.grid = 64, .block = 32, .stream = stream}, y, x, R, C);
}
}  // namespace
}  // namespace llmsys::lab02
