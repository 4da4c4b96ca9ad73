// Tries: loads with instructions of the host that nobody counts
// Held by: the source policy
// Policy: refuses
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

#include <immintrin.h>
namespace llmsys::lab02 {
namespace {
template <class T>
__global__ void stream_kernel(T* y) {
  _mm_stream_ps(reinterpret_cast<float*>(y), _mm_setzero_ps());
}
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
}
}  // namespace
}  // namespace llmsys::lab02
