/// @file
/// Runs blocks of threads on one operating system thread: one after another, their threads as fibers.
#pragma once
#include <pthread.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "framework/simt/builtins.h"
#include "framework/simt/collective.h"
#include "framework/simt/detail/async_copies.h"
#include "framework/simt/detail/fiber.h"
#include "framework/simt/detail/grid.h"
#include "framework/simt/detail/lockstep.h"
#include "framework/simt/detail/signals.h"
#include "framework/simt/detail/stacks.h"
#include "framework/simt/detail/warp.h"
#include "framework/simt/sync.h"

namespace llmsys::simt::detail {

/// The place of `number` in a box of these sizes, x fastest.
uint3 index_of(int64_t number, const dim3& sizes);

/// What a thread gave up for.
struct Abandonment {
  Fault fault{};
  const void* pc = nullptr;
  std::string what;
};

/// A thread runs until it waits; then the next one that can go on does, and only if there is none, fresh threads are begun.
/// A kernel without barriers therefore never switches stacks, and one that only meets in warps needs 32 of them.
class Block {
 public:
  static constexpr int kMaxThreads = 1024;
  static constexpr int kMaxWarps = kMaxThreads / 32;

  /// @param stack_bytes  of each thread; a power of two
  Block(size_t stack_bytes, Stacks::Pages pages);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  /// Runs blocks of `grid` until there are none left or one faults. On the worker's own stack.
  void run(Grid& grid);

  /// @name What kernel threads call
  /// @{
  Switch next_threads();
  Switch arrive(bool vote, const void* pc);
  Switch arrive_at_grid_barrier(const void* pc);
  [[nodiscard]] BarrierResult barrier_result() const { return barrier_result_; }
  Switch meet(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc);
  [[nodiscard]] const MeetingBuffer& meeting() const { return *waiting_[running_thread()].meeting; }
  Switch gather(const void* pc);
  [[nodiscard]] uint32_t gathered() const { return gathered_[running_thread()]; }
  void poll(const void* pc);
  void pause();
  /// Calls work(data) on the worker's own stack, which is large.
  void on_large_stack(void (*work)(void*), void* data);
  [[noreturn]] void abandon(const Abandonment& why);
  /// A thread of the row that runs faulted, and which one is not known: runs the row again, one thread at a time. Returns if
  /// the faulting thread is known.
  void find_culprit(const Abandonment& why);
  [[nodiscard]] uint32_t present_lanes();
  [[nodiscard]] std::byte* dynamic_shared() const { return shared_; }
  [[nodiscard]] size_t dynamic_shared_bytes() const { return grid_->shape.shared_bytes; }
  long long tick() {
    begin_counts();
    return ++ticks_;
  }
  ThreadCopies& copies() {
    begin_counts();
    return copies_.of_thread(builtins.thread);
  }
  [[nodiscard]] const AsyncCopies& copies_in_flight() {
    begin_counts();
    return copies_;
  }
  [[nodiscard]] const Grid& grid() const { return *grid_; }
  /// @}

  /// @name What the watchdog and signal handlers call
  /// @{
  /// Changes when a thread waits or ends.
  [[nodiscard]] uint64_t progress() const { return progress_.load(std::memory_order_relaxed) + ended(); }
  /// Changes when a thread ends.
  [[nodiscard]] uint64_t ended() const { return ended_.load(std::memory_order_relaxed); }
  /// Whether threads run here: not while the worker waits for others.
  [[nodiscard]] bool busy() const { return busy_.load(std::memory_order_relaxed); }
  /// Whether somebody listens, which takes long.
  [[nodiscard]] bool observed() const { return observed_.load(std::memory_order_relaxed); }
  /// Seconds without progress after which threads are said to spin.
  [[nodiscard]] double patience() const { return patience_.load(std::memory_order_relaxed); }
  [[nodiscard]] const Stacks& stacks() const { return stacks_; }
  /// The operating system thread that runs here.
  [[nodiscard]] pthread_t worker() const { return worker_; }
  /// @}

 private:
  /// Why the worker's own stack goes on.
  enum class Reason { finished, stalled, asked, again, abandoned };

  static size_t running_thread() { return static_cast<size_t>(builtins.thread); }
  static size_t running_warp() { return static_cast<size_t>(builtins.thread) / 32; }
  static uint32_t running_lane_bit() { return uint32_t{1} << (builtins.thread & 31); }
  [[nodiscard]] size_t warps() const { return static_cast<size_t>(threads_ + 31) / 32; }
  static void note_end() { note_row_end(); }
  void note_progress() { progress_.store(progress_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

  // block.cpp: block after block
  void prepare(Grid& grid);
  bool begin_block();
  void begin_warps();
  void set_block(int block);
  void begin_counts() {
    if (counted_block_ != builtins.block) start_counts();
  }
  void start_counts();
  bool run_threads();
  void end_block();
  void shuffle_threads();

  // block_threads.cpp: beginning, ending and choosing threads
  static void fiber_main();
  bool begin_same_row();
  bool begin_block_here();
  const FiberContext& begin_on_fiber();
  void begin_threads();
  void begin_row();
  void begin_run(Run run);
  void give_back_run();
  void begin_any_thread();
  void begin_waiting();
  void number_threads();
  void end_threads();
  void end_threads(int first, int count);
  void leave_row() {
    if (lockstep.round != Round::none) return break_step();
    if (builtins.row != nullptr) stop_row();
    if (!has_waited_) begin_waiting();  // also of traced threads, which have no row
  }
  void stop_row();
  const FiberContext& next_context();
  void take_group();
  Switch park(const FiberContext& next);
  FiberContext free_fiber();
  void check_stack();

  // block_step.cpp: lanes that do the same one after another
  /// Threads go on in order: nobody asked for another one, or looks on.
  [[nodiscard]] bool in_order() const { return listener_ == nullptr && random_ == 0; }
  bool begin_in_step(bool here);
  const FiberContext& fall_into_step();
  void break_step();
  void park_lanes(const WaitingThread* first, const WaitingThread* end);

  // block_meetings.cpp: waiting for one another
  Switch wait(const void* pc);
  void release_barrier();
  void release(const ReadyGroup& group);
  void complete(MeetingPlace& place, size_t warp, uint32_t self);
  void lanes_left(size_t warp);
  bool release_paused(size_t warp);

  // block_stall.cpp: when none of its threads can go on by itself
  bool resolve_stall();
  bool release_gathered();
  bool wait_for_grid();
  bool poll_again();
  bool wait_for_change();
  bool has_lost_patience();

  // block_report.cpp
  bool fail(Fault fault, int thread, const void* pc, const std::string& what);
  [[nodiscard]] std::string describe_waiting() const;
  [[nodiscard]] std::string describe_wait(int thread) const;
  [[nodiscard]] int first_polling() const;

  // The block that runs
  Grid* grid_ = nullptr;
  ExecutionObserver* listener_ = nullptr;
  int threads_ = 0;          // in all
  int fresh_ = 0;            // this many have been begun
  int live_ = 0;             // this many have not ended
  uint3 fresh_index_{};      // threadIdx of the next one
  bool overflows_ = false;   // numbers of its threads in x come near INT_MAX or pass it
  bool one_by_one_ = false;  // rows are of one thread, as this fault shall come again:
  Abandonment sought_;
  int row_first_ = 0;  // threads of the row in progress
  int row_count_ = 0;
  bool has_waited_ = false;  // any thread of this block
  bool will_wait_ = false;   // likely: threads of this block or of the one before have
  bool at_grid_ = false;     // the block's barrier is part of the grid's
  int arrived_ = 0;          // at the barrier
  int votes_ = 0;
  BarrierResult barrier_result_;

  // Threads that can go on
  uint32_t ready_lanes_ = 0;  // of ready_warp_: those that go first
  int ready_warp_ = 0;
  ReadyQueue ready_;
  unsigned meetings_ = 0;   // completed
  uint64_t random_ = 0;     // state of the permutation; 0: none
  unsigned rotation_ = 0;   // lanes of a group begin with this one
  std::vector<int> order_;  // permuted: thread by place

  int counted_block_ = -1;  // that ticks_, copies_ and poller_ are of: few kernels use them

  // Threads that poll
  int poller_ = -1;             // who polled last,
  int polls_ = 0;               //   this often
  int64_t seen_progress_ = 0;   // of the grid
  uint64_t told_progress_ = 0;  // own
  unsigned rounds_ = 0;         // of all that poll
  int idle_rounds_ = 0;         // all polled again, and nothing had happened
  std::chrono::steady_clock::time_point idle_since_;

  // The worker
  const pthread_t worker_ = pthread_self();
  const HandlerStack handler_stack_;
  FiberContext own_;
  FiberContext fresh_context_;                             // a fiber on its way
  std::array<FiberContext, kMaxThreads + 1> free_fibers_;  // their threads have ended
  size_t free_ = 0;                                        // of these
  FiberContext asking_;
  Reason reason_ = Reason::finished;
  void (*asked_work_)(void*) = nullptr;
  void* asked_data_ = nullptr;
  const Abandonment* abandonment_ = nullptr;
  std::atomic<uint64_t> progress_{0};
  const std::atomic<uint64_t>& ended_ = rows_ended;  // of this operating system thread
  std::atomic<bool> busy_{false};
  std::atomic<bool> observed_{false};
  std::atomic<double> patience_{0};
  Stacks stacks_;
  std::vector<std::byte> shared_memory_;
  std::byte* shared_ = nullptr;
  AsyncCopies copies_;
  long long ticks_ = 0;                                 // clock64()
  std::array<WaitingThread, kMaxThreads + 1> waiting_;  // the one behind the last is only looked at
  dim3 numbered_ = 0;                                   // size of the block that they are numbered for
  std::array<Warp, kMaxWarps> warps_;
  std::array<uint32_t, kMaxThreads> gathered_{};  // what __activemask() is
};

/// Runs blocks of `grid` until there are none left, on the calling operating system thread with a Block that it keeps.
void run_blocks(Grid& grid);

/// The one that runs on this operating system thread; null outside kernels.
extern thread_local constinit Block* current_block;

}  // namespace llmsys::simt::detail
