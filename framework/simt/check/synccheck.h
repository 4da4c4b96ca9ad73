/// @file
/// The check of barriers and masks, and what the executor itself found, as findings.
#pragma once
#include <cstdint>
#include <map>
#include <vector>

#include "framework/simt/check/finding_log.h"
#include "framework/simt/check/scene.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt {

/// Threads of a block must all come to the same __syncthreads(); who calls a collective must be in its mask.
class Synccheck {
 public:
  Synccheck(const Scene& scene, FindingLog& log) : scene_(&scene), log_(&log) {}

  void launch_begins() { blocks_.clear(); }
  void block_begins(int block);
  void block_resumes(int block) { block_ = &blocks_.at(block); }
  void block_synced(int exited);
  void thread_arrived(int thread, const void* pc);
  void thread_ended(int thread);
  void lane_outside_mask(int thread, uint32_t mask, const void* pc);
  /// Deadlock, spinning, stack overflow, assertion, trap.
  void fault(const FaultInfo& fault);

 private:
  struct Arrival {
    const void* pc;
    int thread;  // the first
    int count;
  };
  struct Block {
    int id = 0;
    int first_ended = -1;
    std::vector<Arrival> arrivals;  // at the barrier to come, by instruction
  };
  void diverged(const Arrival& here, const Arrival& there);
  void exited(int count, const Arrival& here);
  Finding finding(FindingKind kind, int thread, const void* pc) const;

  const Scene* scene_;
  FindingLog* log_;
  std::map<int, Block> blocks_;
  Block* block_ = nullptr;
};

}  // namespace llmsys::simt
