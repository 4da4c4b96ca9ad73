#include "autograder/report/report.h"

#include <algorithm>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kChangesShown = 3;

}  // namespace

int GradeReport::points() const {
  int sum = 0;
  for (const TestReport& test : tests) sum += test.points;
  return sum;
}

int GradeReport::max_points() const {
  int sum = 0;
  for (const TestReport& test : tests) sum += counted_points(test);
  return sum;
}

std::string GradeReport::sandbox_words() const {
  if (sandbox == "L0") return "unofficial: no sandbox (L0)";
  if (sandbox == "L1") return "sandbox L1: Landlock and a system call filter";
  if (sandbox == "L2") return "sandbox L2: bubblewrap";
  return text("sandbox ", sandbox, ": bubblewrap in a control group");
}

std::map<RungKind, Points> GradeReport::pots() const {
  std::map<RungKind, Points> out;
  for (const TestReport& test : tests) {
    out[test.kind].earned += test.points;
    out[test.kind].possible += counted_points(test);
  }
  return out;
}

std::vector<const TestReport*> GradeReport::tests_of(const std::string& task) const {
  std::vector<const TestReport*> out;
  for (const TestReport& test : tests)
    if (test.task == task) out.push_back(&test);
  return out;
}

std::string GradeReport::reason(const TestReport& test) const {
  const std::string id = text(lab.id(), " task ", test.task, ": ");
  return test.message.rfind(id, 0) == 0 ? test.message.substr(id.size()) : test.message;
}

std::string GradeReport::change() const {
  if (!compared) return "";
  if (changes.empty()) return "as in the last run";
  std::vector<std::string> shown(changes.begin(),
                                 changes.begin() + static_cast<int64_t>(std::min(changes.size(), kChangesShown)));
  if (changes.size() > kChangesShown) shown.push_back(text("and ", changes.size() - kChangesShown, " more"));
  return text(difference >= 0 ? "+" : "", difference, " since the last run: ", join(shown, ", "));
}

int GradeReport::hint_cost() const {
  int sum = 0;
  for (const HintUse& use : hints_used) {
    int earned = 0;
    for (const TestReport* test : tests_of(use.task)) earned += test->points;
    sum += std::min(use.cost, earned);
  }
  return sum;
}

std::string GradeReport::hint_text() const {
  if (hints_used.empty()) return "";
  std::vector<std::string> uses;
  for (const HintUse& use : hints_used)
    uses.push_back(
        text("task ", use.task, " level ", use.level, " (", use.cost, use.cost == 1 ? " point)" : " points)"));
  return text("Hints used above the free level: ", join(uses, ", "), ". They cost ", hint_cost(), " of the ", points(),
              " points here; the official grading takes what your instructor sets.");
}

bool is_to_do(const TestReport& test) {
  return test.status == Status::fail && test.message.find("is not written yet") != std::string::npos;
}

int counted_points(const TestReport& test) { return test.status == Status::not_graded ? 0 : test.max_points; }

}  // namespace llmsys
