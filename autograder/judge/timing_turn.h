/// @file
/// Whose turn it is to measure: of several gradings of one build folder, one at a time.
#pragma once
#include <string>

namespace llmsys {

/// Holds the turn while it lives. The system gives it to the next one when a judge ends, however it ends.
class TimingTurn {
 public:
  /// Waits for the turn.  @param file  the same for all; made if it is not there. Where it cannot be, nobody waits.
  explicit TimingTurn(const std::string& file);
  ~TimingTurn();
  TimingTurn(const TimingTurn&) = delete;
  TimingTurn& operator=(const TimingTurn&) = delete;

 private:
  int fd_;
};

}  // namespace llmsys
