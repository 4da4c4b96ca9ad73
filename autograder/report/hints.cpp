#include "autograder/report/hints.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

int integer(const Json& value, int least, int most, const std::string& where) {
  const bool fits = value.is_number_integer() && value.get<int64_t>() >= least && value.get<int64_t>() <= most;
  LLMSYS_CHECK(ValueError, fits, where, " must be a whole number from ", least, " to ", most, ", got ", value.dump());
  return value.get<int>();
}

}  // namespace

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

HintPolicy hint_policy_from(const std::string& content, const std::string& path) {
  const Json course = Json::parse(content, nullptr, false);
  LLMSYS_CHECK(ValueError, course.is_object(), path, " is not a JSON object");
  HintPolicy out;
  if (!course.contains("hints")) return out;
  const Json& hints = course["hints"];
  LLMSYS_CHECK(ValueError, hints.is_object(), path,
               ": hints must be an object such as {\"max\": 2, \"cost\": [0, 0, 1]}");
  for (const auto& [name, value] : hints.items())
    LLMSYS_CHECK(ValueError, name == "max" || name == "cost", path, ": hints.", name,
                 " is unknown; there are max and cost");
  if (hints.contains("max")) out.max = integer(hints["max"], 0, kHighestHint, path + ": hints.max");
  if (!hints.contains("cost")) return out;
  const Json& cost = hints["cost"];
  LLMSYS_CHECK(ValueError, cost.is_array() && !cost.empty() && cost.size() <= kHighestHint + 1, path,
               ": hints.cost must be a list of the points that levels 0 to 3 cost");
  out.cost.clear();
  for (const Json& points : cost) {
    const std::string where = text(path, ": hints.cost[", out.cost.size(), "]");
    out.cost.push_back(integer(points, out.cost.empty() ? 0 : out.cost.back(), 100, where));
  }
  return out;
}

}  // namespace llmsys
