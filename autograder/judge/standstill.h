/// @file
/// Who is not asked stands still.
#pragma once
#include <sys/types.h>

namespace llmsys {

/// While it lives, the descendants of a process get no processor time: nothing that they might do changes how long somebody else
/// takes. Where the system does not let us stop them, they go on.
class Standstill {
 public:
  /// Stops all that are below `pid` now, not `pid` itself.
  explicit Standstill(pid_t pid);
  /// Lets them go on.
  ~Standstill();
  Standstill(const Standstill&) = delete;
  Standstill& operator=(const Standstill&) = delete;

 private:
  pid_t pid_;
};

}  // namespace llmsys
