#include <algorithm>
#include <nlohmann/json.hpp>

#include "autograder/export/formats.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostBytes = 900'000;  // PrairieLearn takes 1 MB

Json results(const GradeReport& report, size_t most_text) {
  Json tests = Json::array();
  bool gradable = true;
  for (const TestReport& test : report.tests) {
    gradable = gradable && test.status != Status::internal;
    tests.push_back({{"name", test_name(test) + ": " + test.claim},
                     {"points", test.points},
                     {"max_points", counted_points(test)},
                     {"message", clipped(explanation_text(report, test), most_text)},
                     {"output", clipped(test.output, most_text)}});
  }
  const double possible = report.max_points();
  return {{"gradable", gradable},
          {"score", possible > 0 ? report.points() / possible : 0.0},
          {"message", clipped(overview_text(report), most_text)},
          {"output", ""},
          {"tests", tests}};
}

}  // namespace

std::string prairielearn_results(const GradeReport& full) {
  const GradeReport report = shown_to_students(full);
  size_t most_text = 16'000;
  while (true) {
    const std::string out = results(report, most_text).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (out.size() <= kMostBytes || most_text < 100) return out;
    most_text /= 2;
  }
}

}  // namespace llmsys
