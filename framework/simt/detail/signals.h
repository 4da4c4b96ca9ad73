/// @file
/// What the operating system tells a kernel thread: that it touched memory it must not, or divided by 0; and how the watchdog
/// reaches a thread that never waits.
#pragma once

namespace llmsys::simt::detail {

class Block;

/// Has faults of kernel threads end their launch from now on. Faults of all other code go where they went before.
void catch_faults();
/// What a thread does that never ends.
enum class Endless {
  running,  ///< it does not even wait
  meeting   ///< it and others meet again and again
};
/// Has the thread that runs in `block` give up its launch as one that spins.
void interrupt(const Block& block, Endless what);

}  // namespace llmsys::simt::detail
