/// @file
/// One grading at a time in a build folder.
#pragma once
#include "autograder/cli/paths.h"

namespace llmsys {

/// Two gradings at once would build in the same place: while one of these lives, a second waits for it, and says so.
class BuildLock {
 public:
  /// Takes the lock of `paths.build`, waiting as needed.
  explicit BuildLock(const Paths& paths);
  ~BuildLock();
  BuildLock(const BuildLock&) = delete;
  BuildLock& operator=(const BuildLock&) = delete;

 private:
  int file_;
};

}  // namespace llmsys
