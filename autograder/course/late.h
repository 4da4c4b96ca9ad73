/// @file
/// What late work costs: percent per hour or day with a floor, grace minutes, tokens that buy time, and rounding.
///
/// Nothing here remembers anything: a final grade always follows from the raw points, the due date and the time of
/// submission, so grading again, or a new extension, can never leave an old penalty behind.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "autograder/course/moment.h"

namespace llmsys {

/// How long one unit of lateness is. A unit that has begun counts in full.
enum class LateUnit {
  hour,  ///< 3600 s
  day    ///< 24 hours from the due date, also where the clocks change in between
};

/// How points are rounded.
enum class Rounding { none, nearest, up, down };

/// Time that students have to give away: each token takes some hours off the lateness of one assignment.
struct TokenPolicy {
  int count = 0;                                         ///< for the whole course
  int hours = 24;                                        ///< that one token takes off
  int per_assignment = std::numeric_limits<int>::max();  ///< most that one assignment takes
};

/// A course's rules for late work. Without any, late work counts in full.
struct LatePolicy {
  double percent = 0;                     ///< taken off for each unit that has begun
  LateUnit per = LateUnit::day;           ///< the unit
  bool of_earned = false;                 ///< percent of the points earned; else of the points possible
  double floor = 0;                       ///< percent of the points possible below which lateness takes nothing more
  int grace_minutes = 0;                  ///< so late is on time; lateness beyond counts from the due date on
  std::optional<double> max_hours = {};   ///< later than that earns nothing; tokens and extensions come first
  Rounding rounding = Rounding::nearest;  ///< of raw and final points
  double round_to = 0.01;                 ///< points: the step of rounding
  TokenPolicy tokens = {};                ///< given to each student
};

/// A grade after the rules for late work.
struct LateResult {
  double raw = 0;            ///< points earned, rounded as the policy says
  double final = 0;          ///< points that count
  double penalty = 0;        ///< raw - final: what lateness took
  int64_t late_seconds = 0;  ///< after the due date; 0: on time
  int units = 0;             ///< that were charged
  int tokens = 0;            ///< that were spent
  bool too_late = false;     ///< beyond the last moment
};

/// The grade for `raw` of `possible` points, handed in at `submitted`. Without a due date or a time it is on time.
/// Spends the fewest of `tokens` that give the best grade: none is wasted where it would change nothing.
LateResult apply_late_policy(const LatePolicy& policy, double raw, double possible, std::optional<Moment> due,
                             std::optional<Moment> submitted, int tokens);

/// `value` on the grid of `step`; a value within 1e-9 of the grid stays there.
double rounded(double value, Rounding rounding, double step);

/// "2 h 5 min", "3 days 1 h": for people, cut to two parts.
std::string lateness_text(int64_t seconds);

}  // namespace llmsys
