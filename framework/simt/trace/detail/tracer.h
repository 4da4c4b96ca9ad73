/// @file
/// Between the executor, whose events arrive one by one, and the listeners, who want warps' requests.
#pragma once
#include <array>
#include <memory>
#include <vector>

#include "framework/simt/trace/detail/follower.h"
#include "framework/simt/trace/detail/log.h"
#include "framework/simt/trace/detail/recorder.h"
#include "framework/simt/trace/detail/replay.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt::detail {

/// Keeps a log for each warp that runs, replays it when the warp waits or ends, and passes the executor's events on in order.
class Tracer final : public ExecutionObserver, private RecorderOwner {
 public:
  /// @param listeners  told in this order; they outlive the tracer
  explicit Tracer(std::vector<RequestListener*> listeners);
  ~Tracer() override;
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;
  /// Has the listener that gathers footprints answer take_footprint().
  void follow(Follower& follower) { follower_ = &follower; }

  void launch_begins(const LaunchInfo& launch) override;
  void launch_ends() override;
  void block_begins(int block, const BlockMemory& memory) override;
  void block_resumes(int block) override;
  void block_ends(int block) override;
  void grid_synced() override;
  void warp_parked(int warp) override;
  void block_synced(int exited) override;
  void warp_synced(int warp, uint32_t mask, uint32_t present) override;
  void lane_outside_mask(int thread, uint32_t mask, const void* pc) override;
  void thread_arrived(int thread, const void* pc) override;
  void thread_ended(int thread) override;
  void atomic(const void* address, size_t bytes, const void* pc, bool scope_block) override;
  void compares(const void* address, size_t bytes) override;
  void fence(bool scope_block) override;
  void access(const void* address, size_t bytes, bool is_write, const void* pc) override;
  void warp_instruction(const char* what, int warp, uint32_t mask, const void* pc) override;
  void fault(Fault fault, int thread, const void* pc, const std::string& report) override;
  Footprint take_footprint() override { return follower_ == nullptr ? Footprint{} : follower_->take(); }

 private:
  void switch_warp(int thread) override;
  void make_room(size_t lane) override;
  [[noreturn]] void stop(uintptr_t address, uint64_t how, const void* pc) override;
  void host_touches(uintptr_t address, uint64_t how, const void* pc) override;

  WarpLog& log_of(int warp);
  void replay(int warp);
  void replay_all();
  void forget_warp();
  void move_here();
  void tell_local();
  void tell_guess(uint32_t pc);

  static constexpr int kWarps = 1024 / kLanes;  // of the largest block

  std::vector<RequestListener*> listeners_;
  Follower* follower_ = nullptr;
  Replay replay_;
  std::array<std::unique_ptr<WarpLog>, kWarps> logs_;  // of the block that runs
  std::vector<std::unique_ptr<WarpLog>> spare_;        // empty ones; the last one used is the last
  LaunchInfo launch_;
  int threads_ = 0;  // of a block
  int block_ = -1;
  int ended_in_ = -1;              // the block whose first thread's end was told last
  Recorder* recorder_ = nullptr;   // of the operating system thread that runs the block; null: of none
  uint32_t clock_ = 0;             // at the last block's end
  std::vector<uint32_t> guesses_;  // loads that listeners know to be guesses
  FaultInfo stopped_;              // the access that stop() was asked about
};

}  // namespace llmsys::simt::detail
