#include "autograder/course/course.h"

#include <algorithm>
#include <set>

#include "autograder/course/fields.h"
#include "framework/base/error.h"

namespace llmsys {

const Assignment* Course::find(const std::string& id) const {
  const auto at = std::find_if(assignments.begin(), assignments.end(), [&](const Assignment& a) { return a.id == id; });
  return at == assignments.end() ? nullptr : &*at;
}

const Assignment& Course::at(const std::string& id) const {
  const Assignment* found = find(id);
  if (found != nullptr) return *found;
  std::vector<std::string> ids;
  for (const Assignment& assignment : assignments) ids.push_back(assignment.id);
  throw ValueError(
      text("the course ", path, " has no assignment \"", id, "\"", did_you_mean(id, ids), " It has ", join(ids, ", ")));
}

double Course::weight() const {
  double sum = 0;
  std::set<std::string> counted;
  for (const Assignment& assignment : assignments) {
    if (assignment.extra) continue;
    if (assignment.choice.empty()) {
      sum += assignment.weight;
    } else if (counted.insert(assignment.choice).second) {
      const auto choice =
          std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.id == assignment.choice; });
      if (choice != choices.end()) sum += choice->take * assignment.weight;
    }
  }
  return sum;
}

int Course::week_of(Moment moment) const {
  if (!start) return 0;
  const auto date = std::chrono::floor<std::chrono::days>(moment + zone.offset_at(moment));
  const auto since = (monday_of(date) - monday_of(*start)).count();
  return static_cast<int>(since / 7) + 1;
}

}  // namespace llmsys
