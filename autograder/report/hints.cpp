#include "autograder/report/hints.h"

#include <algorithm>

namespace llmsys {
int HintPolicy::free_level() const {
  int level = 0;
  while (level < max && cost_of(level + 1) == 0) ++level;
  return level;
}

int HintPolicy::level_for(int wanted) const {
  return wanted < 0 ? std::min(kDefaultHint, free_level()) : std::min(wanted, max);
}

int HintPolicy::cost_of(int level) const {
  if (cost.empty() || level < 0) return 0;
  return cost[std::min(static_cast<size_t>(level), cost.size() - 1)];
}

}  // namespace llmsys
