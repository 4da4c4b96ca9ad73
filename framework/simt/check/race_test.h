/// @file
/// One access against what its place remembers: the heart of the race check.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
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

/// Compares accesses with a shadow, and enters them there. Neighbouring lanes that fill a row of cells are dealt with as one
/// where no more than their segment has to be looked at; the rest goes cell by cell, with the same outcome.
class RaceTest {
 public:
  RaceTest(const Segments& segments, MemoryOrder& order, RaceListener& listener)
      : segments_(&segments), order_(&order), listener_(&listener) {}

  /// All lanes of the request, or those of `lanes`.  @param segment  of the request's warp when it came
  void run(const WarpRequest& request, uint32_t segment, uint32_t lanes, RaceShadow& shadow);
  /// Loads of this instruction may be overtaken by atomics: see RequestListener::guesses().
  void guesses(const void* pc);

 private:
  /// The access at hand, and keys that were looked up for it. Along a row of words most are equal to their neighbour's.
  struct Mine {
    const WarpRequest* request;
    RaceShadow* shadow;
    Segment segment;
    uint32_t oldest;              // keys below it are of older launches; in shared memory, before the last barrier
    bool exact;                   // each reader may be ordered in a way of its own
    Access access;                // of the lane at hand
    uintptr_t cell = 0;           // the address of the cell at hand
    uint32_t settled_write = 0;   // a key of RaceCells::write that is ordered before this segment
    uint32_t settled_others = 0;  // likewise of RaceCells::others
    uint32_t joined = 0;          // a crowd of readers to which one more adds nothing
    RacePage* page = nullptr;     // the last one used
    uintptr_t page_number = 0;    // its
    [[nodiscard]] int lane() const { return std::countr_zero(access.lanes); }
    void take(int lane) {
      access.lanes = 1u << lane;
      access.when = request->when[static_cast<size_t>(lane)];
    }
    RacePage& page_of(uintptr_t address) {
      const uintptr_t number = address >> PageMap<RacePage>::kBits;
      if (page == nullptr || number != page_number) {
        page = &shadow->pages.at(address);
        page->prepare(request->bytes);
        page_number = number;
      }
      return *page;
    }
    [[nodiscard]] bool older(const Access& before) const { return before.key < oldest; }
  };
  struct Run;   // of lanes
  struct Part;  // of a row

  /// @name All lanes at once, where that can be; see race_test.cpp
  /// @{
  void touch(const Run& run, Mine& mine);
  void touch(const Part& part, Mine& mine);
  bool touch_cell(int lane, Mine& mine);
  bool load_row(RaceCells& row, const RowAccess& all, Mine& mine);
  bool store_row(RaceCells& row, const RowAccess& all, Mine& mine);
  bool load_together(const Run& run, Mine& mine);
  [[nodiscard]] bool settled(RaceRow& row, const RowAccess& all, const Mine& mine, uint32_t& memo) const;
  void load_part(const Part& part, Mine& mine);
  void store_part(const Part& part, Mine& mine);
  void update_part(const Part& part, Mine& mine);
  /// @}

  /// @name Cell by cell; see race_cells.cpp
  /// @{
  void load(const Access& write, Access& others, Mine& mine);
  void load_among(Access& others, Mine& mine);
  void update(const Access& write, Access& others, Mine& mine);
  bool check_write(const Access& write, Mine& mine);
  bool check_others(const Access& others, Mine& mine);
  [[nodiscard]] bool settled(const Access& before, const Mine& mine, uint32_t& memo) const;
  void join(Access& crowd, const Mine& mine) const;
  void join_readers(Access& readers, const Mine& mine) const;
  bool judge(const Access& before, bool is_write, const Mine& mine);
  [[nodiscard]] bool meant_so(const Access& before, bool is_write, const Mine& mine) const;
  [[nodiscard]] bool is_guess(const Access& before, bool is_write, const Mine& mine) const;
  [[nodiscard]] bool ordered(const Access& before, int lane, const Mine& mine) const;
  void report(const Access& before, int lane, bool is_write, const Mine& mine);
  uint32_t number_of(const void* pc);
  /// @}

  const Segments* segments_;
  MemoryOrder* order_;
  RaceListener* listener_;
  std::unordered_map<const void*, uint32_t> numbers_;  // of instructions
  std::vector<const void*> pcs_;                       // by number
  std::vector<bool> guesses_;                          // likewise
  std::array<uint32_t, 64> recent_{};                  // numbers, by the instruction's low bits
};

}  // namespace llmsys::simt
