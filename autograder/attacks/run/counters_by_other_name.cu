// Tries: asks who counts under the name that the linker knows
// Held by: the source policy
// Policy: refuses
// Place: whole
// Kit: slow_transpose.h
// Lab: 02_gpu_kernels
// Task: 2.2:sectors

extern "C" void* _ZN6llmsys4simt8observerEv();
namespace llmsys::lab02 {
namespace {
template <class T>
void attack(T* y, const T* x, int R, int C, Stream stream) {
  slowly(y, x, R, C, stream);
  *static_cast<volatile char*>(_ZN6llmsys4simt8observerEv()) = 0;
}
}  // namespace
}  // namespace llmsys::lab02
