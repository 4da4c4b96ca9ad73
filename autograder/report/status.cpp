#include "autograder/report/status.h"

#include <array>

namespace llmsys {
namespace {

constexpr std::array<std::string_view, 10> kNames = {"PASS",   "PARTIAL",  "FAIL",  "CRASH",      "TIMEOUT",
                                                     "MEMORY", "PROTOCOL", "BUILD", "NOT-GRADED", "INTERNAL"};

}  // namespace

std::string_view to_text(Status status) { return kNames[static_cast<size_t>(status)]; }

Status status_from(std::string_view text) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == text) return static_cast<Status>(i);
  return Status::internal;
}

}  // namespace llmsys
