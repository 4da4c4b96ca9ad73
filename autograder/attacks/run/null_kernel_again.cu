// Tries: launches the slow kernel, then an empty one of the same name a thousand times, for the average
// Held by: the judge: goals are of totals, not of averages
// Policy: lets pass
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::lab02 {
namespace {
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
  for (int i = 0; i < 1000; ++i) launch<transpose_kernel<T>>({.grid = 1, .block = 32, .stream = stream}, y, x, 0, 0);
}
}  // namespace
}  // namespace llmsys::lab02
