// Tries: jumps out of the kernel before it is counted
// Held by: the worker: what a kernel touches is counted, however it ends
// Policy: lets pass
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

#include <csetjmp>
namespace llmsys::lab02 {
namespace {
std::jmp_buf before;
template <class T>
__global__ void jump_kernel(T* y, const T* x, int R, int C) {
  for (int i = 0; i < R * C; ++i) y[size_t(i % C) * R + i / C] = x[i];
  std::longjmp(before, 1);
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  if (R == 0 || C == 0) return;
  if (setjmp(before) != 0) return;
  launch<jump_kernel<T>>({.grid = 1, .block = 1, .stream = stream}, y, x, R, C);
  stream.synchronize();
}
}  // namespace
}  // namespace llmsys::lab02
