/// @file
/// Level 3: memory and processes of a box limited together, by the kernel.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

#include "autograder/sandbox/program/options.h"

namespace llmsys::box {

/// A control group of version 2, or two of version 1, for one box. Removed by the destructor, when the box is empty.
class ControlGroup {
 public:
  /// Makes it with the limits of the options. See problem().
  explicit ControlGroup(const Options& options);
  ~ControlGroup();
  ControlGroup(const ControlGroup&) = delete;
  ControlGroup& operator=(const ControlGroup&) = delete;

  /// Why there is none; empty if there is.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  /// Puts this process, a child of the one that made it, into it.  @return whether that worked
  [[nodiscard]] bool enter() const;
  /// Whether the kernel has killed a process in it for its memory.
  [[nodiscard]] bool ran_out_of_memory() const;

 private:
  bool make(const std::string& parent);

  std::vector<std::string> folders_;
  std::string problem_;
};

}  // namespace llmsys::box
