/// @file
/// The switch on x86-64, System V. Control words of the floating point units are not switched: kernels do not change them.
#pragma once
#include <cstdint>

#include "framework/simt/qualifiers.h"

#ifdef __AVX512F__  // g++ knows these registers only then
#define LLMSYS_SIMT_AVX512_REGISTERS_                                                                           \
  , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27", \
      "xmm28", "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#else
#define LLMSYS_SIMT_AVX512_REGISTERS_
#endif

namespace llmsys::simt::detail {

/// A stack that waits.
struct FiberContext {
  void* stack = nullptr;   ///< its lowest address in use
  void* resume = nullptr;  ///< where it goes on
  void* frame = nullptr;   ///< the frame register

  /// Where it goes on, for reports.
  [[nodiscard]] const void* place() const { return resume; }
  /// Has the processor fetch what it needs to go on.
  void prefetch() const {
    __builtin_prefetch(stack, 1);
    __builtin_prefetch(static_cast<const char*>(stack) + 64, 1);
  }
  /// For switches that do not know their place themselves.
  void note_place(const void*) {}
};

/// A context that calls `entry`, which never returns, on the stack that ends at `top`, a multiple of 16.
inline FiberContext make_fiber(void* top, void (*entry)()) {
  return {static_cast<uintptr_t*>(top) - 1, reinterpret_cast<void*>(entry),
          nullptr};  // as if a call had pushed 8 bytes
}

/// Keeps the running stack in `from` and continues `to`. Returns when somebody switches back to `from`.
LLMSYS_SIMT_RUNTIME __forceinline__ void switch_fiber(FiberContext& from, const FiberContext& to) {
  FiberContext* old_context = &from;
  const FiberContext* new_context = &to;
  asm volatile(
      "leaq 1f(%%rip), %%rax\n\t"
      "movq %%rsp, 0(%0)\n\t"
      "movq %%rax, 8(%0)\n\t"
      "movq %%rbp, 16(%0)\n\t"
      "movq 0(%1), %%rsp\n\t"
      "movq 16(%1), %%rbp\n\t"
      "jmpq *8(%1)\n"
      "1:"
      : "+D"(old_context), "+S"(new_context)
      :
      : "memory", "cc", "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "xmm0",
        "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13",
        "xmm14", "xmm15" LLMSYS_SIMT_AVX512_REGISTERS_);
}

}  // namespace llmsys::simt::detail

#undef LLMSYS_SIMT_AVX512_REGISTERS_
