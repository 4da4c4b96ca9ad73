// What instrumented code calls before each access (g++ -fsanitize=thread, without its runtime library). The address returned to
// names the instruction. Callbacks take no lock and allocate nothing; `record` returns at once on the host.
#include <cstddef>
#include <cstdint>

#include "framework/simt/trace/detail/polls.h"
#include "framework/simt/trace/detail/recorder.h"

namespace {

using namespace llmsys::simt;

constexpr uint64_t kLoad = detail::code::of_kind(AccessKind::load);
constexpr uint64_t kStore = detail::code::of_kind(AccessKind::store);
constexpr uint64_t kVolatile = detail::code::kVolatile;

// A copy of a struct has no instruction of its own on a GPU: it is a row of loads of the members, taken to be words.
constexpr size_t kWord = 4;
// What is known to be misaligned is read byte by byte there; here, in the largest pieces the address allows.
constexpr size_t kLargest = 16;

void volatile_read(uintptr_t address, size_t bytes, const void* pc) {
  detail::note_volatile_load(address, pc);  // first: others may run here, and store what is then loaded
  detail::record(address, kLoad | kVolatile | detail::code::of_bytes(bytes), pc);
}

}  // namespace

// clang-format off
#define LLMSYS_PC __builtin_return_address(0)
#define LLMSYS_CALLBACKS(n)                                                                                                                \
  void __tsan_read##n(void* p) { detail::record(reinterpret_cast<uintptr_t>(p), kLoad | detail::code::of_bytes(n), LLMSYS_PC); }           \
  void __tsan_write##n(void* p) { detail::record(reinterpret_cast<uintptr_t>(p), kStore | detail::code::of_bytes(n), LLMSYS_PC); }         \
  void __tsan_volatile_read##n(void* p) { volatile_read(reinterpret_cast<uintptr_t>(p), n, LLMSYS_PC); }                                   \
  void __tsan_volatile_write##n(void* p) { detail::record(reinterpret_cast<uintptr_t>(p), kStore | kVolatile | detail::code::of_bytes(n), LLMSYS_PC); } \
  void __tsan_unaligned_read##n(void* p) { detail::record_pieces(reinterpret_cast<uintptr_t>(p), n, kLargest, kLoad, LLMSYS_PC); }         \
  void __tsan_unaligned_write##n(void* p) { detail::record_pieces(reinterpret_cast<uintptr_t>(p), n, kLargest, kStore, LLMSYS_PC); }
// clang-format on

extern "C" {

LLMSYS_CALLBACKS(1)
LLMSYS_CALLBACKS(2)
LLMSYS_CALLBACKS(4)
LLMSYS_CALLBACKS(8)
LLMSYS_CALLBACKS(16)

void __tsan_read_range(void* p, size_t bytes) {
  detail::record_pieces(reinterpret_cast<uintptr_t>(p), bytes, kWord, kLoad, LLMSYS_PC);
}
void __tsan_write_range(void* p, size_t bytes) {
  detail::record_pieces(reinterpret_cast<uintptr_t>(p), bytes, kWord, kStore, LLMSYS_PC);
}

void __tsan_init() {}
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}

}  // extern "C"
