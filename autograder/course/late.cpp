#include "autograder/course/late.h"

#include <algorithm>
#include <cmath>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr int64_t kHour = 3600, kDay = 24 * kHour;

// One grade, if so many tokens are spent.
LateResult with_tokens(const LatePolicy& policy, double raw, double possible, int64_t late, int tokens) {
  LateResult out{
      .raw = raw, .final = raw, .penalty = 0, .late_seconds = late, .units = 0, .tokens = tokens, .too_late = false};
  const int64_t charged = late - tokens * policy.tokens.hours * kHour;
  if (charged > int64_t{policy.grace_minutes} * 60) {
    const int64_t unit = policy.per == LateUnit::hour ? kHour : kDay;
    out.units = static_cast<int>((charged + unit - 1) / unit);
    out.too_late = policy.max_hours && static_cast<double>(charged) > *policy.max_hours * static_cast<double>(kHour);
    const double taken = out.units * policy.percent / 100 * (policy.of_earned ? raw : possible);
    const double floor = std::min(raw, policy.floor / 100 * possible);  // lateness never adds points
    out.final = out.too_late ? 0 : std::max({raw - taken, floor, 0.0});
  }
  out.final = rounded(out.final, policy.rounding, policy.round_to);
  out.penalty = raw - out.final;
  return out;
}

}  // namespace

double rounded(double value, Rounding rounding, double step) {
  if (rounding == Rounding::none || !(step > 0)) return value;
  const double steps = value / step, near = std::round(steps);
  const bool on_grid = std::abs(steps - near) <= 1e-9 * std::max(1.0, std::abs(steps));
  double whole = near;
  if (!on_grid && rounding == Rounding::up) whole = std::ceil(steps);
  if (!on_grid && rounding == Rounding::down) whole = std::floor(steps);
  if (!on_grid && rounding == Rounding::nearest) whole = std::floor(steps + 0.5 + 1e-9);  // a half goes up
  return std::round(whole * step * 1e6) / 1e6;                                            // 0.1 * 3 is 0.3 again
}

LateResult apply_late_policy(const LatePolicy& policy, double raw, double possible, std::optional<Moment> due,
                             std::optional<Moment> submitted, int tokens) {
  raw = rounded(raw, policy.rounding, policy.round_to);  // so what is taken off is lateness and nothing else
  const int64_t late = due && submitted ? std::max<int64_t>(0, (*submitted - *due).count()) : 0;
  LateResult best = with_tokens(policy, raw, possible, late, 0);
  for (int spent = 1; spent <= std::min(tokens, policy.tokens.per_assignment); ++spent) {
    if (!(late > int64_t{spent - 1} * policy.tokens.hours * kHour)) break;  // no lateness is left
    const LateResult result = with_tokens(policy, raw, possible, late, spent);
    if (result.final > best.final) best = result;
  }
  return best;
}

std::string lateness_text(int64_t seconds) {
  const int64_t days = seconds / kDay, hours = seconds % kDay / kHour, minutes = seconds % kHour / 60;
  if (days > 0) return text(days, days == 1 ? " day" : " days", hours > 0 ? text(" ", hours, " h") : "");
  if (hours > 0) return text(hours, " h", minutes > 0 ? text(" ", minutes, " min") : "");
  return minutes > 0 ? text(minutes, " min") : text(seconds, " s");
}

}  // namespace llmsys
