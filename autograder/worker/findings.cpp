#include "autograder/worker/findings.h"

#include <utility>

namespace llmsys {
namespace {

thread_local std::optional<CheckerReport> t_report;

}  // namespace

void keep_report(CheckerReport report) {
  if (!t_report) t_report = std::move(report);
}

std::optional<CheckerReport> take_report() { return std::exchange(t_report, std::nullopt); }

}  // namespace llmsys
