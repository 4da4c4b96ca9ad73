/// @file
/// Where the checkers write what they find: equal mistakes are told once, with a count.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// Findings in the order of their first occurrence. Two are one if kind, kernel and both instructions are equal.
class FindingLog {
 public:
  /// Counts one more of these if there is one already: then nobody needs to write its text.
  /// @param extra  tells findings apart that have no instruction: an allocation's number, ...
  bool repeats(FindingKind kind, const std::string& kernel, const void* pc, const void* before_pc, uint64_t extra = 0);
  /// Keeps a finding that repeats() has just said to be new.
  void add(Finding finding) { findings_.push_back(std::move(finding)); }

  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }
  void clear();

 private:
  std::vector<Finding> findings_;
  std::map<std::tuple<FindingKind, std::string, const void*, const void*, uint64_t>, size_t> index_;
};

}  // namespace llmsys::simt
