/// @file
/// A warp's lanes as bits, and the places where they meet.
#pragma once
#include <array>
#include <cstdint>
#include <deque>
#include <utility>

#include "framework/simt/collective.h"

namespace llmsys::simt::detail {

/// All 32 lanes.
inline constexpr uint32_t kAllLanes = ~uint32_t{0};

/// What lanes brought to one meeting.
struct MeetingBuffer {
  alignas(64) uint64_t values[32] = {};  ///< by lane
  uint32_t came = 0;                     ///< lanes that met
  uint32_t votes = 0;                    ///< of these, who brought anything but 0
};

/// Where the lanes of one mask meet, time and again. What they bring lies in two buffers in turns: a lane may come to the
/// next meeting while others still read what this one brought, but that one cannot end without them.
struct MeetingPlace {
  uint32_t mask = kAllLanes;   ///< as asked for
  uint32_t arrived = 0;        ///< lanes that wait here
  uint32_t votes = 0;          ///< of these, who brought anything but 0
  uint32_t turn = 0;           ///< buffer in use: 0 or 1
  Work* work = nullptr;        ///< or null
  const char* what = nullptr;  ///< for counters
  const void* pc = nullptr;    ///< of who came last
  MeetingBuffer buffers[2];    ///< by turn
};

/// One warp of the block that runs.
struct Warp {
  uint32_t present = 0;           ///< lanes that have not ended
  uint32_t at_barrier = 0;        ///< lanes that wait for the block
  uint32_t gathering = 0;         ///< lanes in __activemask()
  uint32_t polling = 0;           ///< lanes that wait for a change of memory
  uint32_t paused = 0;            ///< lanes that the listener holds: see pause_lane()
  MeetingPlace all;               ///< of all lanes, whether they exist or not
  std::deque<MeetingPlace> some;  ///< of other masks, as they came up in this block

  /// The place of a mask.
  MeetingPlace& place(uint32_t mask) {
    if (mask == kAllLanes) [[likely]]
      return all;
    for (MeetingPlace& place : some) {
      if (place.mask == mask) return place;
    }
    some.emplace_back().mask = mask;
    return some.back();
  }

  /// Where a lane waits; null if nowhere.
  [[nodiscard]] const MeetingPlace* waiting_at(uint32_t bit) const {
    if ((all.arrived & bit) != 0) return &all;
    for (const MeetingPlace& place : some) {
      if ((place.arrived & bit) != 0) return &place;
    }
    return nullptr;
  }

  /// Lanes that wait, for whatever.
  [[nodiscard]] uint32_t waiting() const {
    uint32_t lanes = at_barrier | gathering | polling | paused | all.arrived;
    for (const MeetingPlace& place : some) lanes |= place.arrived;
    return lanes;
  }

  /// For a new block.
  void begin(uint32_t lanes) {
    present = lanes;
    at_barrier = gathering = polling = paused = 0;
    all.arrived = 0;
    if (!some.empty()) some.clear();
  }
};

/// Lanes of one warp that can go on.
struct ReadyGroup {
  int warp = 0;
  uint32_t lanes = 0;
};

/// Groups in the order they became ready. A block has at most 1024 threads, so there are never more groups.
class ReadyQueue {
 public:
  [[nodiscard]] bool empty() const { return first_ == end_; }
  [[nodiscard]] uint32_t size() const { return end_ - first_; }
  void push(ReadyGroup group) { groups_[end_++ % kCapacity] = group; }
  void push_front(ReadyGroup group) { groups_[--first_ % kCapacity] = group; }
  ReadyGroup pop() { return groups_[first_++ % kCapacity]; }
  /// Has the group at `place` come first.
  void bring_forward(uint32_t place) { std::swap(groups_[first_ % kCapacity], groups_[(first_ + place) % kCapacity]); }
  void clear() { first_ = end_ = 0; }

 private:
  static constexpr uint32_t kCapacity = 1024;
  std::array<ReadyGroup, kCapacity> groups_;
  uint32_t first_ = 0, end_ = 0;
};

}  // namespace llmsys::simt::detail
