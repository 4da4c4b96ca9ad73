/// @file
/// The processes that came from this one, whatever they did to hide: it is their subreaper, so none gets away.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <vector>

namespace llmsys::box {

/// Looks for them in /proc.
class Family {
 public:
  /// All that live now, children first.
  const std::vector<pid_t>& look();
  /// Memory of those that the last look() found, in bytes; what they share counts for each.
  [[nodiscard]] int64_t resident_bytes() const;

 private:
  std::map<pid_t, bool> known_;  // whether it is one of ours: that never changes
  std::vector<pid_t> members_;
};

/// Kills every descendant of this process and waits for them.  @param user  what they run as, if it is theirs alone; 0: not
void sweep(uid_t user);

}  // namespace llmsys::box
