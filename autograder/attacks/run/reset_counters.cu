// Tries: has the tracer forget what it counted
// Held by: the object policy
// Policy: refuses
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

namespace llmsys::simt {
class Trace {
 public:
  void reset();
};
}  // namespace llmsys::simt
namespace llmsys::lab02 {
namespace {
alignas(64) unsigned char nothing[64];
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
  reinterpret_cast<simt::Trace*>(nothing)->reset();
}
}  // namespace
}  // namespace llmsys::lab02
