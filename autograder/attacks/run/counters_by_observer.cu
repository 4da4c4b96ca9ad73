// Tries: asks who counts, and writes into it
// Held by: the source policy
// Policy: refuses
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::simt {
ExecutionObserver* observer();
}  // namespace llmsys::simt
namespace llmsys::lab02 {
namespace {
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
  volatile char* counters = reinterpret_cast<volatile char*>(simt::observer());
  for (int i = 64; i < 512; ++i) counters[i] = 0;
}
}  // namespace
}  // namespace llmsys::lab02
