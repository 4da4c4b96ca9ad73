/// @file
/// What a pipeline of chunks does, in the order in which it happens: copies in, kernels, copies out.
#pragma once
#include "autograder/worker/scenario.h"
#include "framework/simt/arena.h"
#include "framework/simt/observer.h"
#include "labs/02_gpu_kernels/streams.h"

namespace llmsys::lab02 {

/// Notes "in 0", "work 0", "out 0", "in 1", ... as long as it lives, each when it is done. Nobody else may observe.
class PipelineLog final : public simt::MemoryObserver, public simt::ExecutionObserver {
 public:
  /// @param buffers  whose copies are noted
  explicit PipelineLog(const PipelineBuffers& buffers) : buffers_(buffers) {
    simt::set_memory_observer(this);
    simt::set_observer(this);
  }
  ~PipelineLog() override {
    simt::set_observer(nullptr);
    simt::set_memory_observer(nullptr);
  }
  /// So far.
  [[nodiscard]] const List& log() const { return log_; }

  void written(const void* address, size_t /*bytes*/) override {
    if (address == buffers_.x[0] || address == buffers_.x[1]) log_.emplace_back(text("in ", in_++));
  }
  void read(const void* address, size_t /*bytes*/, const char* /*what*/) override {
    if (address == buffers_.y[0] || address == buffers_.y[1]) log_.emplace_back(text("out ", out_++));
  }
  void launch_begins(const simt::LaunchInfo& /*launch*/) override { log_.emplace_back(text("work ", work_++)); }

  /// @name Not of interest
  /// @{
  void allocated(const simt::Allocation& /*allocation*/) override {}
  void freed(const simt::Allocation& /*allocation*/) override {}
  void launch_ends() override {}
  void block_begins(int /*block*/, const simt::BlockMemory& /*memory*/) override {}
  void block_resumes(int /*block*/) override {}
  void block_ends(int /*block*/) override {}
  void grid_synced() override {}
  void warp_parked(int /*warp*/) override {}
  void block_synced(int /*exited*/) override {}
  void warp_synced(int /*warp*/, uint32_t /*mask*/, uint32_t /*present*/) override {}
  void lane_outside_mask(int /*thread*/, uint32_t /*mask*/, const void* /*pc*/) override {}
  void thread_arrived(int /*thread*/, const void* /*pc*/) override {}
  void thread_ended(int /*thread*/) override {}
  void atomic(const void* /*address*/, size_t /*bytes*/, const void* /*pc*/, bool /*scope_block*/) override {}
  void fence(bool /*scope_block*/) override {}
  void access(const void* /*address*/, size_t /*bytes*/, bool /*is_write*/, const void* /*pc*/) override {}
  void warp_instruction(const char* /*what*/, int /*warp*/, uint32_t /*mask*/, const void* /*pc*/) override {}
  void fault(simt::Fault /*fault*/, int /*thread*/, const void* /*pc*/, const std::string& /*report*/) override {}
  /// @}

 private:
  PipelineBuffers buffers_;
  int in_ = 0, work_ = 0, out_ = 0;
  List log_;
};

}  // namespace llmsys::lab02
