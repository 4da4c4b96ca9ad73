#include "autograder/class/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostFailed = 5;

double median(std::vector<int> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

std::string counts_line(const std::vector<GradedSubmission>& graded) {
  std::map<std::string_view, int> counts;
  for (const GradedSubmission& one : graded) ++counts[to_text(one.status)];
  std::vector<std::string> words;
  for (const auto& [status, count] : counts) words.push_back(text(count, " ", status));
  return text(graded.size(), graded.size() == 1 ? " submission: " : " submissions: ", join(words, ", "), "\n");
}

// How many of a task's graded tests passed, of all students.
struct Rate {
  int passed = 0, all = 0;
};

std::string task_table(const LabManifest& lab, const std::vector<const GradeReport*>& reports) {
  std::string out = "  task    passed by   mean points\n";
  for (const Task& task : lab.tasks) {
    Rate rate;
    double points = 0;
    for (const GradeReport* report : reports) {
      bool passed = true;
      for (const TestReport* test : report->tests_of(task.id)) {
        passed = passed && (test->status == Status::pass || test->status == Status::not_graded);
        points += test->points;
      }
      rate.passed += passed ? 1 : 0;
      ++rate.all;
    }
    out += fmt::format("  {:<7} {:>4} {:>4.0f} %   {:>5.1f} / {:<3} {}\n", task.id, rate.passed,
                       100.0 * rate.passed / rate.all, points / rate.all, task.points(), task.title);
  }
  return out;
}

std::string most_failed(const std::vector<const GradeReport*>& reports) {
  std::map<std::string, int> failures;
  for (const GradeReport* report : reports)
    for (const TestReport& test : report->tests)
      if (test.status != Status::pass && test.status != Status::not_graded) ++failures[text(test.task, ":", test.rung)];
  std::vector<std::pair<std::string, int>> order(failures.begin(), failures.end());
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  order.resize(std::min(order.size(), kMostFailed));
  std::string out = order.empty() ? "" : "  not passed by most: ";
  for (size_t i = 0; i < order.size(); ++i) out += text(i == 0 ? "" : ", ", order[i].first, " (", order[i].second, ")");
  return out.empty() ? out : out + "\n";
}

}  // namespace

std::string class_summary(const LabManifest& lab, const std::vector<GradedSubmission>& graded) {
  std::string out = counts_line(graded);
  std::vector<const GradeReport*> reports;
  std::vector<int> points;
  for (const GradedSubmission& one : graded) {
    if (one.status != ClassStatus::graded) continue;
    reports.push_back(&one.report);
    points.push_back(one.report.points());
  }
  if (reports.empty()) return out;
  const double mean = std::accumulate(points.begin(), points.end(), 0.0) / static_cast<double>(points.size());
  const auto [least, most] = std::minmax_element(points.begin(), points.end());
  out += fmt::format("  points of {}: mean {:.1f}, median {:.1f}, from {} to {}\n", reports[0]->max_points(), mean,
                     median(points), *least, *most);
  return out + task_table(lab, reports) + most_failed(reports);
}

}  // namespace llmsys
