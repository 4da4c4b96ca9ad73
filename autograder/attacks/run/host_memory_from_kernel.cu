// Tries: writes into the memory of the host, where counters are, from a kernel
// Held by: the worker: the checker of memory finds it
// Policy: lets pass
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::lab02 {
namespace {
template <class T>
__global__ void forge_kernel(int64_t* counters) {
  counters[threadIdx.x] = 0;
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
  launch<forge_kernel<T>>({.grid = 1, .block = 32, .stream = stream}, new int64_t[64]);
}
}  // namespace
}  // namespace llmsys::lab02
