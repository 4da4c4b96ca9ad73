/// @file
/// Happens-before beyond the barriers of whole blocks and warps: what partial masks, fences, atomics and volatile flags order.
#pragma once
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace llmsys::simt {

/// A thread at a moment of the launch.
struct Moment {
  int block = 0;      ///< of the grid
  int warp = 0;       ///< of the block
  int lane = 0;       ///< of the warp
  uint32_t when = 0;  ///< the launch's clock, see WarpRequest::when
};

/// A log of all that orders threads, and the question asked of it. The rules:
/// - a meeting passes what one of its threads knows to all: barriers, __syncwarp(mask), shuffles and votes;
/// - a thread that fences and then does an atomic (or stores to a volatile) on A publishes at A what it knew at the fence;
/// - a thread that does an atomic (or loads from a volatile) on A learns what was published there;
/// - what one thread fenced, a meeting passes on as fenced: __threadfence() by all, __syncthreads(), an atomic by one will do;
/// - fences and atomics for the block (__threadfence_block) count between threads of one block.
class MemoryOrder {
 public:
  enum class Kind : uint8_t { fence, atomic, volatile_load, volatile_store, warp_meeting, block_barrier };
  struct Event {
    uint64_t time = 0;    // 2 * clock for accesses; 2 * clock + 1 for what comes behind the access of that clock
    uintptr_t where = 0;  // the address of an atomic or volatile access
    uint32_t lanes = 0;   // who takes part, by lane
    int block = 0, warp = 0;
    Kind kind{};
    bool block_scope = false;
  };

  /// @param warps  of each block
  void launch_begins(int warps);
  /// @name What happened, in any order
  /// @{
  void touched(Kind kind, const Moment& who, uintptr_t where, bool block_scope);
  void fenced(const Moment& behind, bool block_scope);
  /// @param all  whether these are all lanes of the warp that are left   @param behind  the clock of the last access before
  void met(int block, int warp, uint32_t mask, bool all, uint32_t behind);
  void block_synced(int block, uint32_t behind);
  /// @}
  /// Forgets what can matter no more: all blocks that began have ended, and nobody has fenced.
  void forget();

  /// Whether what `from` did is ordered before what `to` does.
  /// @param where  `from` was an atomic or volatile access there: whoever touches it likewise later has seen it; else 0
  [[nodiscard]] bool ordered(const Moment& from, uintptr_t where, const Moment& to);
  /// Whether some thread of the launch fenced: without, flags and atomics order nothing.
  [[nodiscard]] bool any_fence() const { return any_fence_; }
  /// Whether there is anything but barriers and meetings of whole warps.
  [[nodiscard]] bool matters() const { return any_fence_ || any_part_; }

 private:
  class Knowing;
  void add(const Event& event);
  void sort();
  [[nodiscard]] bool involves(const Event& event, const Moment& who) const;
  [[nodiscard]] size_t count_until(uint64_t time) const;
  [[nodiscard]] bool search(Knowing& knowing, const Moment& to, size_t begin, size_t end) const;

  std::vector<Event> events_;  // the first sorted_ by time, the rest as they came
  size_t sorted_ = 0;
  std::unordered_map<uint64_t, bool> known_;  // answers between barriers: blocks ask the same for each of their threads
  int warps_ = 1;
  bool any_fence_ = false, any_part_ = false;
};

}  // namespace llmsys::simt
