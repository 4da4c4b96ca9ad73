/// @file
/// What the operating system tells a kernel thread: that it touched memory it must not, or divided by 0; and how the watchdog
/// reaches a thread that never waits.
#pragma once
#include <cstddef>
#include <vector>

namespace llmsys::simt::detail {

class Block;

/// Where handlers of the calling operating system thread run while this lives: a thread that has used up its stack has no room
/// for them.
class HandlerStack {
 public:
  HandlerStack();
  ~HandlerStack();
  HandlerStack(const HandlerStack&) = delete;
  HandlerStack& operator=(const HandlerStack&) = delete;

 private:
  static constexpr size_t kBytes = 65536;
  std::vector<std::byte> memory_;  // empty: there was one
};

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
