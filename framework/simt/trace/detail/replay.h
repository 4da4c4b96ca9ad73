/// @file
/// Putting the entries of 32 lanes together into requests of their warp, in lockstep.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "framework/simt/trace/detail/log.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt::detail {

/// Replays warps' logs. Each step issues one instruction: of the instructions that are next in some lane the one with the
/// smallest address, for all lanes whose next it is. Lanes of a loop that goes round more often therefore catch up with those
/// that have left it, and the two sides of an `if` meet behind it: the compiler lays code out in that order.
class Replay {
 public:
  /// Requests go to `listeners`, each in turn.  @param image  beginning of the program, where instructions are counted from
  Replay(const std::vector<RequestListener*>& listeners, uintptr_t image) : listeners_(listeners), image_(image) {}

  /// Issues all there is, and empties the log; of a log with paused lanes, all up to the first such lane's end.
  void run(WarpLog& log, int block, uint32_t resident);
  /// Of an instruction, from LogEntry::pc().
  [[nodiscard]] const void* full_address(uint32_t pc) const {
    return reinterpret_cast<const void*>(image_ + static_cast<uint32_t>(pc - static_cast<uint32_t>(image_)));
  }

 private:
  void run_in_step(size_t steps);
  bool gather(size_t step);
  void find_pattern();
  void step_apart();
  void step_past_fences();
  bool step_past_meeting();
  void issue_smallest();
  void begin(WarpLog& log);
  void keep_rest();
  void advance(uint32_t lanes, size_t steps);
  [[nodiscard]] size_t shortest() const;
  [[nodiscard]] bool starved() const { return (ended_ & log_->paused) != 0; }
  void issue();

  const std::vector<RequestListener*>& listeners_;
  uintptr_t image_;
  WarpLog* log_ = nullptr;
  std::array<const LogEntry*, kLanes> at_{};  ///< next entry of each lane
  std::array<size_t, kLanes> left_{};         ///< how many it has left
  uint32_t ready_ = 0;                        ///< lanes with entries left
  uint32_t ended_ = 0;                        ///< lanes without
  WarpRequest request_;
};

}  // namespace llmsys::simt::detail
