/// @file
/// Another stack to run on: what CUDA threads are made of. Our own switch on x86-64 and aarch64, Boost.Context elsewhere.
///
/// The switch is inlined into the kernel, and what it comes from and goes to are found by an ordinary call before. So no
/// function is entered by one thread and left by another, which would be a misprediction each time: processors remember
/// where calls return to. Also, the kernel keeps in its frame only what it still needs.
#pragma once
#if defined(LLMSYS_SIMT_BOOST_FIBERS)
#include "framework/simt/detail/fiber_boost.h"
#elif defined(__x86_64__)
#include "framework/simt/detail/fiber_x86_64.h"
#elif defined(__aarch64__)
#include "framework/simt/detail/fiber_aarch64.h"
#else
#error "there is no switch of our own for this processor: configure with -DLLMSYS_SIMT_FIBERS=boost"
#endif

namespace llmsys::simt::detail {

/// A switch to be done, or not: if `next` is null, the running thread goes on.
struct Switch {
  FiberContext* self = nullptr;
  const FiberContext* next = nullptr;
};

/// Does it.
LLMSYS_SIMT_RUNTIME __forceinline__ void follow(const Switch& to_do) {
  if (to_do.next != nullptr) switch_fiber(*to_do.self, *to_do.next);
}

}  // namespace llmsys::simt::detail
