/// @file
/// The switch on aarch64.
#pragma once
#include "framework/simt/qualifiers.h"

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
inline FiberContext make_fiber(void* top, void (*entry)()) { return {top, reinterpret_cast<void*>(entry), nullptr}; }

/// Keeps the running stack in `from` and continues `to`. Returns when somebody switches back to `from`.
LLMSYS_SIMT_RUNTIME __forceinline__ void switch_fiber(FiberContext& from, const FiberContext& to) {
  register FiberContext* old_context asm("x0") = &from;
  register const FiberContext* new_context asm("x1") = &to;
  asm volatile(
      "adr x9, 1f\n\t"
      "mov x10, sp\n\t"
      "stp x10, x9, [x0]\n\t"
      "str x29, [x0, #16]\n\t"
      "ldp x10, x9, [x1]\n\t"
      "ldr x29, [x1, #16]\n\t"
      "mov sp, x10\n\t"
      "br x9\n"
      "1:\n\t"
      "hint #36"  // bti j: may be jumped to
      : "+r"(old_context), "+r"(new_context)
      :
      : "memory", "cc", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16",
        "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x30", "v0", "v1", "v2",
        "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19",
        "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31");
}

}  // namespace llmsys::simt::detail
