/// @file
/// The race check: two threads touch one place, at least one stores, and nothing orders them.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "framework/simt/check/memory_order.h"
#include "framework/simt/check/race_shadow.h"
#include "framework/simt/check/race_test.h"
#include "framework/simt/check/segments.h"
#include "framework/simt/observer.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// Hears what RequestListener hears, and keeps time: which accesses go to the test when, and in which order.
///
/// Most go at once: the quick test knows no direction, so the lanes of a request need no order. From a block's first atomic
/// or volatile access on, or the first meeting of part of a warp, requests are held back until the block's next barrier. If
/// some thread has fenced by then, or only part of a warp met, the lanes go in the order in which they ran.
class Racecheck {
 public:
  explicit Racecheck(RaceListener& listener) : test_(segments_, order_, listener) {}

  void launch_begins(const LaunchInfo& launch);
  void launch_ends();
  void block_begins(int block);
  void block_resumes(int block);
  void block_ends();
  void grid_synced();
  void block_synced();
  void warp_synced(int warp, uint32_t mask, uint32_t present);
  void fence(int thread, bool block_scope);
  void guesses(const void* pc) { test_.guesses(pc); }
  void request(const WarpRequest& request);
  /// This memory is somebody else's from now on.
  void forget(uintptr_t address, size_t bytes) { global_.pages.erase(address, bytes); }
  /// Whether a thread of this launch has fenced.
  [[nodiscard]] bool fenced() const { return order_.any_fence(); }
  /// Whether the launch has atomics or volatile accesses: somebody may have meant to hand over.
  [[nodiscard]] bool flags_used() const { return flags_used_; }

 private:
  struct Held {
    WarpRequest request;
    uint32_t segment;
  };
  struct Block {
    int id = 0;
    std::unique_ptr<RaceShadow> shared;
    std::vector<std::array<uint32_t, 32>> clocks;  // by warp and lane: when it touched memory last
    std::vector<uint32_t> active;                  // by warp: lanes that did since all of it met
    std::vector<Held> held;
    bool holding = false, in_order = false;
  };

  void run(const WarpRequest& request, uint32_t segment, uint32_t lanes);
  void note_flags(const WarpRequest& request);
  void drain();
  void drain_in_order();
  void release(Block& block);
  uint32_t meet_all();

  Segments segments_;
  MemoryOrder order_;
  RaceTest test_;
  RaceShadow global_;
  std::map<int, Block> blocks_;  // that run, or wait for others
  Block* block_ = nullptr;
  std::vector<std::unique_ptr<RaceShadow>> spare_;  // of blocks that ended
  bool flags_used_ = false;
};

}  // namespace llmsys::simt
