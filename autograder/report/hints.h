/// @file
/// How much a report tells about a mistake, and what that costs.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// How much a report tells: 0 the property that failed, with the numbers; 1 also the first intermediate that differs; 2 also the
/// recognised cause; 3 also the handout's line.
inline constexpr int kDefaultHint = 2;
/// The highest of these levels.
inline constexpr int kHighestHint = 3;

/// What an instructor sets: how far hints go, and how many points of a task it costs to have seen one.
struct HintPolicy {
  int max = kHighestHint;  ///< the highest level there is
  std::vector<int> cost = {0, 0, 0,
                           0};  ///< by level, never falling: points of the task, for the highest level that was used

  /// The highest level that costs nothing.
  [[nodiscard]] int free_level() const;
  /// The level of one who asks for `wanted` (-1: for nothing in particular).
  [[nodiscard]] int level_for(int wanted) const;
  /// Points that level `level` costs.
  [[nodiscard]] int cost_of(int level) const;
};

/// That the hints of a level were shown for a task.
struct HintUse {
  std::string task;  ///< "7.2"
  int level = 0;     ///< the highest
  int cost = 0;      ///< points, by the policy
};

}  // namespace llmsys
