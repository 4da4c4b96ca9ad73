/// @file
/// All checks together: what Trace connects to the tracer and to device memory.
#pragma once
#include <vector>

#include "framework/simt/arena.h"
#include "framework/simt/check/finding_log.h"
#include "framework/simt/check/initcheck.h"
#include "framework/simt/check/memcheck.h"
#include "framework/simt/check/race_text.h"
#include "framework/simt/check/racecheck.h"
#include "framework/simt/check/scene.h"
#include "framework/simt/check/synccheck.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt {

/// Which checks run.
struct CheckOptions {
  bool memcheck = true;   ///< bounds, freed memory, alignment, host pointers, leaks, frees
  bool initcheck = true;  ///< reads of what was never written
  bool racecheck = true;  ///< unordered accesses
  bool synccheck = true;  ///< barriers and masks
};

/// Listens to launches as one of the tracer's listeners, and to device memory from construction to destruction. What was
/// allocated before construction counts as written.
class Checkers final : public RequestListener, public MemoryObserver, private RaceListener {
 public:
  explicit Checkers(const CheckOptions& options = {});
  ~Checkers() override;
  Checkers(const Checkers&) = delete;
  Checkers& operator=(const Checkers&) = delete;

  /// In the order they were found, each mistake once. Of barrier_diverged only those are meant whose two lines differ: g++
  /// may copy a barrier.
  [[nodiscard]] const std::vector<Finding>& findings() const { return log_.findings(); }
  /// Adds a finding for each live allocation made since construction; cudaDeviceReset() does so, too. After a fault nothing
  /// can be freed: then none, until the reset.
  void check_leaks();
  /// Forgets findings; what is known of memory stays.
  void reset() { log_.clear(); }

  /// @name From the tracer
  /// @{
  void launch_begins(const LaunchInfo& launch) override;
  void launch_ends() override;
  void block_begins(int block, const BlockMemory& memory) override;
  void block_resumes(int block) override;
  void block_ends(int block) override;
  void grid_synced() override;
  void request(const WarpRequest& request) override;
  void block_synced(int exited) override;
  void warp_synced(int warp, uint32_t mask, uint32_t present) override;
  void fence(int thread, bool block_scope) override;
  void guesses(const void* pc) override { racecheck_.guesses(pc); }
  void thread_arrived(int thread, const void* pc) override;
  void thread_ended(int thread) override;
  void lane_outside_mask(int thread, uint32_t mask, const void* pc) override;
  void fault(const FaultInfo& fault) override;
  void host_access(const HostAccess& access) override;
  /// @}

  /// @name From device memory
  /// @{
  void allocated(const Allocation& allocation) override;
  void freed(const Allocation& allocation) override;
  void written(const void* address, size_t bytes) override;
  void read(const void* address, size_t bytes, const char* what) override;
  void device_resets() override;
  void free_failed(const void* address) override;
  /// @}

 private:
  void race(const Race& race) override;
  void right(const WarpRequest& request);
  void all_memory_is_written();

  CheckOptions options_;
  Scene scene_;
  FindingLog log_;
  Memcheck memcheck_;
  Initcheck initcheck_;
  Racecheck racecheck_;
  Synccheck synccheck_;
  std::map<int, BlockMemory> memories_;  // of blocks that run, or wait for others
  int last_known_ = 0;                   // the newest allocation made before construction
  bool faulted_ = false;
};

}  // namespace llmsys::simt
