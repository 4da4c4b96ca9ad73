/// @file
/// One access against what its place remembers: the heart of the race check.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "framework/simt/check/memory_order.h"
#include "framework/simt/check/race_shadow.h"
#include "framework/simt/check/segments.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// Two accesses that nothing orders.
struct Race {
  struct Side {
    int block = 0;    // -1: one of several others
    int thread = -1;  // -1: one of several
    AccessKind kind{};
    const void* pc = nullptr;
  };
  Side first;  // as the emulator happened to run them
  Side second;
  Space space{};
  uintptr_t address = 0;  // of the second's access
  int bytes = 0;          // likewise
};

/// Who is told of races.
class RaceListener {
 public:
  virtual ~RaceListener() = default;
  virtual void race(const Race& race) = 0;
};

/// Compares accesses with a shadow, and enters them there.
class RaceTest {
 public:
  RaceTest(const Segments& segments, MemoryOrder& order, RaceListener& listener)
      : segments_(&segments), order_(&order), listener_(&listener) {}

  /// All lanes of the request, or those of `lanes`.  @param segment  of the request's warp when it came
  void run(const WarpRequest& request, uint32_t segment, uint32_t lanes, RaceShadow& shadow);

 private:
  struct Mine;  // the access at hand
  template <class Visit>
  void each_cell(Mine& mine, uint32_t lanes, const Visit& visit);
  void load(RaceCell& cell, Mine& mine);
  void store(RaceCell& cell, Mine& mine);
  void update(RaceCell& cell, Mine& mine);
  bool load_together(Mine& mine);
  void load_among(Access& others, Mine& mine);
  bool check_write(const RaceCell& cell, Mine& mine);
  bool check_others(const RaceCell& cell, Mine& mine);
  [[nodiscard]] bool settled(const Access& before, const Mine& mine, uint32_t& memo) const;
  void join(Access& crowd, const Mine& mine) const;
  void join_readers(Access& readers, const Mine& mine) const;
  bool judge(const Access& before, bool is_write, const Mine& mine);
  [[nodiscard]] bool meant_so(const Access& before, const Mine& mine) const;
  [[nodiscard]] bool ordered(const Access& before, int lane, const Mine& mine) const;
  void report(const Access& before, int lane, bool is_write, const Mine& mine);
  uint32_t number_of(const void* pc);

  const Segments* segments_;
  MemoryOrder* order_;
  RaceListener* listener_;
  std::unordered_map<const void*, uint32_t> numbers_;
  std::vector<const void*> pcs_;
};

}  // namespace llmsys::simt
