/// @file
/// Lanes of a warp that do the same one after another: the short way through barriers and meetings.
///
/// Most lanes wait where the lane before them has just waited. While that is so, nothing is looked up or queued: a lane notes
/// that it has come, and the next one goes on. The lane that comes last, or does anything else, has Block::break_step()
/// write down what the lanes before it did, and takes the long way.
#pragma once
#include <bit>
#include <cstdint>

#include "framework/simt/builtins.h"
#include "framework/simt/detail/fiber.h"
#include "framework/simt/detail/warp.h"

namespace llmsys::simt::detail {

/// A thread that waits.
struct alignas(64) WaitingThread {
  FiberContext context;
  const MeetingBuffer* meeting = nullptr;  ///< of its warp: the latest it came to
  const void* polled_at = nullptr;         ///< where it looked last whether memory has changed
  Numbers index;                           ///< its threadIdx,
  int number = -1;                         ///<   and that as one number

  /// Has builtins be this thread's.
  void enter() const {
    builtins.thread_index = index;
    builtins.thread = number;
    builtins.row = nullptr;
  }
};

/// What the lanes of a group in step do, each in turn.
enum class Round {
  none,     ///< no lanes are in step
  open,     ///< the first lane runs, and has done nothing yet
  barrier,  ///< they wait for the block,
  meeting,  ///<   or for one another,
  end       ///<   or end
};

/// The group in step on this operating system thread.
struct Lockstep {
  Round round = Round::none;
  WaitingThread* first = nullptr;   ///< lane of the group
  WaitingThread* at = nullptr;      ///< the lane that runs
  WaitingThread* last = nullptr;    ///< lane of the group
  uint32_t mask = 0;                ///< of the meeting; 0: there is none
  uint32_t votes = 0;               ///< lanes that brought anything but 0 to it; at a barrier, how many
  MeetingBuffer* buffer = nullptr;  ///< where they bring it

  /// Whether lanes are so many and so close to each other that they can go in step.
  static bool fits(uint32_t lanes) { return (lanes & (lanes + (lanes & -lanes))) == 0 && (lanes & (lanes - 1)) != 0; }
  /// So many lanes go on in step.
  void begin(WaitingThread* first_lane, int count) {
    *this = {Round::open, first_lane, first_lane, first_lane + count - 1};
    first->enter();
    at[1].context.prefetch();
  }

  /// Whether the running lane may begin a round.
  [[nodiscard]] bool may_begin() const { return round == Round::open; }
  /// All lanes of the group.
  [[nodiscard]] uint32_t lanes() const { return lanes_from(first, last + 1); }
  /// Those that have done what the round is about.
  [[nodiscard]] uint32_t lanes_before() const { return lanes_from(first, at); }
  /// Those that have not, without the one that runs.
  [[nodiscard]] uint32_t lanes_behind() const { return lanes_from(at + 1, last + 1); }

  /// The running lane has done it; the next one goes on.
  Switch step(const void* pc) {
    WaitingThread* const self = at++;
    self->context.note_place(pc);
    builtins.thread_index = at->index;
    builtins.thread = at->number;
    builtins.row = nullptr;
    at[1].context.prefetch();
    return {&self->context, &at->context};
  }
  /// It waits for the block.
  Switch arrive(bool vote, const void* pc) {
    votes += vote ? 1 : 0;
    return step(pc);
  }
  /// It waits for its group.
  Switch bring(uint64_t value, const void* pc) {
    const int lane = at->number & 31;
    buffer->values[lane] = value;
    votes |= uint32_t{value != 0} << lane;
    at->meeting = buffer;
    return step(pc);
  }

 private:
  static uint32_t lanes_from(const WaitingThread* begin, const WaitingThread* end) {
    const auto count = static_cast<unsigned>(end - begin);
    return count == 0 ? 0 : ~uint32_t{0} >> (32 - count) << (begin->number & 31);
  }
};
extern thread_local constinit Lockstep lockstep;

}  // namespace llmsys::simt::detail
