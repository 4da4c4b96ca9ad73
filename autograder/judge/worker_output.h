/// @file
/// What a worker prints: read all the while, kept in part.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys {

/// Keeps the beginning and the end of a worker's output; the rest is read and thrown away, so printing never blocks.
class WorkerOutput {
 public:
  /// @param descriptor  the read end of a pipe; must not block
  explicit WorkerOutput(int descriptor) : descriptor_(descriptor) {}
  /// Takes what has arrived. Bounded: an endless printer must still meet its limit.
  void drain();
  /// What to poll for; -1 once it is closed.
  [[nodiscard]] int descriptor() const { return open_ ? descriptor_ : -1; }
  /// The beginning, at most 64 KiB.
  [[nodiscard]] const std::string& kept() const { return kept_; }
  /// The end, at most 4 KiB.
  [[nodiscard]] const std::string& tail() const { return tail_; }
  /// The addresses of the last stack in it that worker/crash_report.h wrote, however much was printed after it.
  [[nodiscard]] const std::vector<uint64_t>& stack() const { return stack_; }
  /// From now on stack() is of what is still to come.
  void forget_stack();

 private:
  void look_for_stack();

  int descriptor_;
  bool open_ = true;
  std::string kept_, tail_;
  std::vector<uint64_t> stack_;
};

}  // namespace llmsys
