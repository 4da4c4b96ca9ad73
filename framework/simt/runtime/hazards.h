/// @file
/// Finds operations on the same bytes that nothing orders: a missing event, whether or not this run went wrong by it.
#pragma once
#include <string>
#include <vector>

#include "framework/simt/runtime/operation.h"
#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// Remembers operations until the host has waited for them. Not thread-safe.
class Hazards {
 public:
  /// Looks for earlier operations that overlap with this one and do not come before it.
  void check(const Ticket& operation);
  /// An operation is about to be done at once: what it writes to the host's memory is not the host's change.
  void begins(const Work& work);
  /// The host has waited for this one, and so for all before it.
  void host_waited(const Ticket& operation);
  /// For all.
  void host_waited();
  /// Adds a finding, or counts it, if it is there already.
  void report(Finding finding);
  /// All, in order.
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  std::vector<Operation*> ancestors(const Ticket& operation);
  static void learn(Operation& operation);
  void compare(const Operation& earlier, const Operation& later);

  std::vector<Ticket> open_;  // all that the host has not waited for
  std::vector<Finding> findings_;
  uint64_t search_ = 0;
};

/// "512 bytes at 256 of allocation 3 (4096 bytes)", "512 bytes of host memory at 0x7ff...".
std::string describe(const void* address, size_t bytes);

}  // namespace llmsys::simt
