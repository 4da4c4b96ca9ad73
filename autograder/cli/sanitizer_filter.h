/// @file
/// A sanitizer's report, cut down to what a student can use.
#pragma once
#include <string>
#include <string_view>

namespace llmsys {

/// Takes a report line by line and says what to show of it.
///
/// Of each stack: the frames in the student's files, and before the first of them the call that led there (push_back,
/// operator delete). Not the frames of the grader, not addresses, not the shadow bytes. All else is shown as it is.
class SanitizerFilter {
 public:
  /// @param root  the repository: its paths are shortened to "labs/00_warm_up/view.cpp:12"
  explicit SanitizerFilter(std::string root) : root_(std::move(root)) {}

  /// The text to print for the next line, newlines included; often empty.
  std::string take(std::string_view line);

 private:
  [[nodiscard]] std::string shortened(std::string line) const;

  std::string root_;
  std::string before_;      // the last frame that was not shown
  bool in_stack_ = false;   // a frame of the student's was shown in this stack
  bool in_shadow_ = false;  // between "Shadow bytes around" and the end
};

}  // namespace llmsys
