/// @file
/// Who is not asked stands still.
#pragma once
#include <sys/types.h>

namespace llmsys {

/// While it lives, the program in a box gets no processor time: nothing that it might do changes how long somebody else takes.
/// Where the system does not let us stop it, it goes on.
class Standstill {
 public:
  /// Stops the descendants of `pid` that have no children: of a box that is timed, the program.
  explicit Standstill(pid_t pid);
  /// Lets it go on.
  ~Standstill();
  Standstill(const Standstill&) = delete;
  Standstill& operator=(const Standstill&) = delete;

 private:
  pid_t pid_;
};

}  // namespace llmsys
