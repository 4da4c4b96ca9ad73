#include <nlohmann/json.hpp>

#include "autograder/export/formats.h"
#include "autograder/export/shown.h"
#include "autograder/report/printable.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostTestText = 20'000, kMostOverview = 50'000;

// Gradescope works the status out of the points where there is none: so for parts of the points.
void add_status(Json& json, Status status) {
  if (status == Status::pass)
    json["status"] = "passed";
  else if (status != Status::partial && status != Status::not_graded)
    json["status"] = "failed";
}

std::string shown_text(const GradeReport& report, const TestReport& test) {
  std::string out = explanation_text(report, test);
  if (!test.output.empty()) out += "\nYour program printed:\n" + test.output;
  return clipped(out, kMostTestText);
}

Json test_json(const GradeReport& report, const TestReport& test, const GradescopeOptions& options) {
  const bool hidden = is_hidden(report, test);
  Json json = {{"score", test.points},
               {"max_score", counted_points(test)},
               {"name", test_name(test) + ": " + test.claim},
               {"name_format", "text"},
               {"number", test.task},
               {"output", shown_text(report, test)},
               {"output_format", "text"},
               {"tags", {std::string(to_text(test.kind))}},
               {"visibility", hidden ? options.hidden_visibility : "visible"}};
  add_status(json, test.status);
  return json;
}

Json leaderboard(const GradeReport& report) {
  Json rows = Json::array({{{"name", "Points"}, {"value", report.points()}, {"order", "desc"}}});
  const auto pots = report.pots();
  for (const RungKind kind : {RungKind::counter, RungKind::challenge})
    if (const auto pot = pots.find(kind); pot != pots.end())
      rows.push_back({{"name", std::string(to_text(kind))}, {"value", pot->second.earned}, {"order", "desc"}});
  for (const TestReport& test : report.tests)
    for (const Timing& timing : test.timings)
      rows.push_back({{"name", test.task + " " + timing.what}, {"value", timing.ratio}, {"order", "asc"}});
  return rows;
}

}  // namespace

std::string gradescope_results(const GradeReport& full, const GradescopeOptions& options) {
  const GradeReport report = shown_to_students(full);
  Json tests = Json::array();
  for (const TestReport& test : report.tests) tests.push_back(test_json(report, test, options));
  Json json = {{"score", report.points()},
               {"execution_time", report.seconds},
               {"output", clipped(overview_text(report), kMostOverview)},
               {"output_format", "text"},
               {"test_output_format", "text"},
               {"test_name_format", "text"},
               {"visibility", "visible"},
               {"stdout_visibility", "hidden"},
               {"extra_data", {{"lab", report.lab.id()}, {"max_points", report.max_points()}}},
               {"tests", tests}};
  if (options.leaderboard) json["leaderboard"] = leaderboard(report);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace llmsys
