/// @file
/// A second stack to run on: what CUDA threads are made of. CMake picks the source: our own switch on x86-64 and aarch64,
/// Boost.Context elsewhere.
#pragma once

namespace llmsys::simt::detail {

/// A stack that waits: where its registers are saved.
using FiberContext = void*;

/// A context that calls `entry` on the stack that ends at `top`; `entry` never returns.
/// @param top  a multiple of 16; the stack grows down from it
FiberContext make_fiber(void* top, void (*entry)());

/// Saves the running stack in `from` and continues `to`. Returns when somebody switches back to `from`.
extern "C" void llmsys_simt_switch(FiberContext* from, FiberContext to);

}  // namespace llmsys::simt::detail
