/// @file
/// What the executor tells the tracer: one interface, so that neither knows the other. In the plain variant nobody
/// listens. In the traced variant one block runs at a time, so calls come one at a time, in an order that is the same every
/// time: from one operating system thread, but where blocks wait for one another (cooperative launches, spinning) from one
/// for each block that has begun; block_resumes() tells.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "framework/simt/footprint.h"
#include "framework/simt/vector_types.h"

namespace llmsys::simt {

/// A kernel as it was launched.
struct LaunchInfo {
  const char* kernel = "";    ///< "transpose_kernel", or with its template arguments; lives as long as the program
  dim3 grid;                  ///< in blocks
  dim3 block;                 ///< in threads
  size_t dynamic_shared = 0;  ///< bytes
  bool cooperative = false;   ///< blocks may wait for one another
  bool traced = false;        ///< its file was compiled for tracing: loads and stores arrive
};

/// Where a block's memory lies while it runs. A block keeps its addresses until it ends.
struct BlockMemory {
  const std::byte* static_shared = nullptr;   ///< the thread-local segment of the operating system thread
  size_t static_shared_bytes = 0;             ///< its size; the executor's own variables are not in it
  const std::byte* dynamic_shared = nullptr;  ///< what dynamic_shared<T>() returns
  size_t dynamic_shared_bytes = 0;            ///< as launched
  const std::byte* stacks = nullptr;          ///< of all fibers
  size_t stack_bytes = 0;                     ///< in all
};

/// A problem that the executor itself found.
enum class Fault {
  illegal_address,  ///< an access outside all device memory: the kernel is abandoned
  misaligned,       ///< an address that is no multiple of the access's size: likewise
  deadlock,         ///< all threads that are left wait for others
  spinning,         ///< a thread waits for what nobody will do
  stack_overflow,   ///< a thread's local variables and calls take more than its stack
  assertion,        ///< assert() failed
  trap              ///< __trap()
};

/// Listens to the executor. `warp` and `thread` count within the block; masks have bit l for lane l.
class ExecutionObserver {
 public:
  virtual ~ExecutionObserver() = default;

  /// @name A launch and its blocks
  /// @{
  virtual void launch_begins(const LaunchInfo& launch) = 0;
  virtual void launch_ends() = 0;  ///< also after a fault
  virtual void block_begins(int block, const BlockMemory& memory) = 0;
  /// Another block, which has begun before, goes on: only in cooperative launches and where blocks spin.
  virtual void block_resumes(int block) = 0;
  virtual void block_ends(int block) = 0;
  /// All blocks of a cooperative launch have come to grid.sync().
  virtual void grid_synced() = 0;
  /// @}

  /// @name Threads that meet
  /// @{
  /// Every thread of the warp waits at a block's barrier or has ended: its accesses so far are complete.
  virtual void warp_parked(int warp) = 0;
  /// A barrier of the whole block, of which `exited` threads had ended before: __syncthreads() and its like.
  virtual void block_synced(int exited) = 0;
  /// The lanes of `mask` met: __syncwarp(), shuffles, votes, tiles. `present`: lanes that have not ended.
  virtual void warp_synced(int warp, uint32_t mask, uint32_t present) = 0;
  /// A lane asked for a collective of `mask`, which does not name it.
  virtual void lane_outside_mask(int thread, uint32_t mask, const void* pc) = 0;
  /// A thread arrived at a barrier; pc says where. (What waits at different barriers of one block is told by block_diverged.)
  virtual void thread_arrived(int thread, const void* pc) = 0;
  /// A thread's function returned.
  virtual void thread_ended(int thread) = 0;
  /// @}

  /// @name Memory order
  /// @{
  /// An atomic operation is about to happen; `pc` is in the kernel.  @param scope_block  its effect is for the block only
  virtual void atomic(const void* address, size_t bytes, const void* pc, bool scope_block) = 0;
  /// Told before atomic() of a compare-and-swap.
  virtual void compares(const void* /*address*/, size_t /*bytes*/) {}
  /// __threadfence() and the like.
  virtual void fence(bool scope_block) = 0;
  /// @}

  /// Loads and stores of the emulator's own on behalf of a thread (wmma, cp.async): as if the kernel had done them.
  virtual void access(const void* address, size_t bytes, bool is_write, const void* pc) = 0;

  /// A collective instruction of a warp: for counting. `what` is a literal: "shfl", "vote", "reduce", "mma".
  virtual void warp_instruction(const char* what, int warp, uint32_t mask, const void* pc) = 0;

  /// The kernel cannot go on. `report` has the threads, one state a line; `pc` is where, or null.
  virtual void fault(Fault fault, int thread, const void* pc, const std::string& report) = 0;

  /// What launches touched since the last call; empty if that is not followed.
  virtual Footprint take_footprint() { return {}; }
};

/// Who listens; null in the plain variant. Set before the first launch, and not while a kernel runs.
ExecutionObserver* observer();
/// Makes `listener` the one; null: nobody. From then on blocks run one after another on the calling thread.
void set_observer(ExecutionObserver* listener);

/// @name What a listener may ask of the executor while a thread of a kernel runs, on its behalf
/// @{
/// Ends the launch: tells fault() with the threads' states and `why`, then drops all threads; no destructor of theirs runs.
[[noreturn]] void abandon(Fault fault, const void* pc, const std::string& why);
/// Holds the calling thread until every other lane of its warp has ended, waits, or is held likewise; then tells
/// warp_parked() and lets all held lanes go on. So a listener's notes about one lane stay short, however long its loop.
void pause_lane();
/// @}

}  // namespace llmsys::simt
