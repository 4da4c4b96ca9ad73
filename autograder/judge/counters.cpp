#include "autograder/judge/counters.h"

#include <cmath>
#include <optional>
#include <vector>

#include "framework/base/error.h"

namespace llmsys {
namespace {

// A number as people write it: 4, 2.56, 0.0313.
std::string short_number(double number) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3g", number);
  const double shown = std::round(number) == number && std::abs(number) < 1e15 ? number : std::strtod(buffer, nullptr);
  return text(shown);
}

}  // namespace

simt::KernelCounters counters(const Value& traced) { return counters(traced, ""); }

simt::KernelCounters counters(const Value& traced, std::string_view kernel) {
  if (traced.map().find(kNotCounted) != nullptr) not_graded("kernels are counted in the emulator, not on a GPU");
  std::optional<simt::KernelCounters> sum;
  std::vector<std::string> names;
  for (const auto& [name, value] : traced.map()) {
    names.push_back(name);
    if (!std::string_view(name).starts_with(kernel)) continue;
    const simt::KernelCounters one = kernel_counters_from(value.map());
    if (sum)
      add_counters(*sum, one);
    else
      sum = one;
  }
  expect(sum.has_value(), names.empty() ? "no kernel was launched"
                                        : text("no kernel ", kernel, " was launched, only ", join(names, ", ")));
  return *sum;
}

std::vector<std::string> verdicts_on(const Value& traced) {
  std::vector<std::string> out;
  for (const auto& [name, kernel] : traced.map())
    if (const Value* verdicts = kernel.map().find("verdicts"))
      for (const Value& verdict : verdicts->list()) out.push_back(verdict.bytes());
  return out;
}

double share_of_points(double got, const CounterGoal& goal) {
  LLMSYS_CHECK(ValueError, 0 < goal.best && goal.best < goal.worst, "[share_of_points] needs 0 < best < worst, got ",
               goal.best, " and ", goal.worst);
  if (got <= goal.best) return 1;
  if (!(got < goal.worst)) return 0;
  return std::log(goal.worst / got) / std::log(goal.worst / goal.best);
}

void score_counter(const std::string& what, double got, const CounterGoal& goal) {
  const std::string measured = text(what, ": ", short_number(got));
  if (got < goal.possible)
    throw GradeFailure(Status::protocol, text(measured, ", which no program can have: at least ",
                                              short_number(goal.possible), " are needed"));
  const double share = share_of_points(got, goal);
  score(share, text(measured, goal.emulated ? " (emulated)" : "", "; all points at ", short_number(goal.best),
                    ", none at ", short_number(goal.worst)));
}

}  // namespace llmsys
