// Tries: throws out of the kernel before it is counted, and catches on the host
// Held by: the worker: the checker of memory finds it, since an exception is memory of the host
// Policy: lets pass
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::lab02 {
namespace {
template <class T>
__global__ void throw_kernel(T* y, const T* x, int R, int C) {
  for (int i = 0; i < R * C; ++i) y[size_t(i % C) * R + i / C] = x[i];
  throw 1;
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  if (R == 0 || C == 0) return;
  try {
    launch<throw_kernel<T>>({.grid = 1, .block = 1, .stream = stream}, y, x, R, C);
    stream.synchronize();
  } catch (...) {}
}
}  // namespace
}  // namespace llmsys::lab02
