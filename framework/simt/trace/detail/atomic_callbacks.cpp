// What instrumented code calls instead of the compiler's atomic instructions: std::atomic in a kernel file. CUDA's own atomic
// functions (framework/simt/atomics.h) tell of themselves. All are done in sequentially consistent order, which allows for any.
#include <cstddef>
#include <cstdint>

#include "framework/simt/observer.h"
#include "framework/simt/trace/detail/recorder.h"

namespace {

using namespace llmsys::simt;

void fence() {
  if (ExecutionObserver* const listener = observer()) listener->fence(false);
}

// An operation that releases is a fence and an atomic.
template <class T>
void note(const volatile T* place, int order, const void* pc) {
  if (order >= __ATOMIC_RELEASE) fence();
  const uint64_t how = detail::code::of_kind(AccessKind::atomic) | detail::code::of_bytes(sizeof(T));
  detail::record(reinterpret_cast<uintptr_t>(place), how, pc);
}

template <class T>
bool compare_exchange(volatile T* place, T* expected, T wanted, int order, const void* pc) {
  if (ExecutionObserver* const listener = observer()) listener->compares(const_cast<T*>(place), sizeof(T));
  note(place, order, pc);
  return __atomic_compare_exchange_n(place, expected, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

}  // namespace

#define LLMSYS_PC __builtin_return_address(0)
#define LLMSYS_UPDATE(bits, T, name)                                      \
  T __tsan_atomic##bits##_##name(volatile T* place, T value, int order) { \
    note(place, order, LLMSYS_PC);                                        \
    return __atomic_##name(place, value, __ATOMIC_SEQ_CST);               \
  }
#define LLMSYS_ATOMICS(bits, T)                                                                                  \
  T __tsan_atomic##bits##_load(const volatile T* place, int order) {                                             \
    note(place, order, LLMSYS_PC);                                                                               \
    return __atomic_load_n(place, __ATOMIC_SEQ_CST);                                                             \
  }                                                                                                              \
  void __tsan_atomic##bits##_store(volatile T* place, T value, int order) {                                      \
    note(place, order, LLMSYS_PC);                                                                               \
    __atomic_store_n(place, value, __ATOMIC_SEQ_CST);                                                            \
  }                                                                                                              \
  T __tsan_atomic##bits##_exchange(volatile T* place, T value, int order) {                                      \
    note(place, order, LLMSYS_PC);                                                                               \
    return __atomic_exchange_n(place, value, __ATOMIC_SEQ_CST);                                                  \
  }                                                                                                              \
  LLMSYS_UPDATE(bits, T, fetch_add)                                                                              \
  LLMSYS_UPDATE(bits, T, fetch_sub)                                                                              \
  LLMSYS_UPDATE(bits, T, fetch_and)                                                                              \
  LLMSYS_UPDATE(bits, T, fetch_or)                                                                               \
  LLMSYS_UPDATE(bits, T, fetch_xor)                                                                              \
  LLMSYS_UPDATE(bits, T, fetch_nand)                                                                             \
  bool __tsan_atomic##bits##_compare_exchange_strong(volatile T* place, T* expected, T wanted, int order, int) { \
    return compare_exchange(place, expected, wanted, order, LLMSYS_PC);                                          \
  }                                                                                                              \
  bool __tsan_atomic##bits##_compare_exchange_weak(volatile T* place, T* expected, T wanted, int order, int) {   \
    return compare_exchange(place, expected, wanted, order, LLMSYS_PC);                                          \
  }

extern "C" {

LLMSYS_ATOMICS(8, uint8_t)
LLMSYS_ATOMICS(16, uint16_t)
LLMSYS_ATOMICS(32, uint32_t)
LLMSYS_ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
  fence();
}
void __tsan_atomic_signal_fence(int) { __atomic_signal_fence(__ATOMIC_SEQ_CST); }

}  // extern "C"
