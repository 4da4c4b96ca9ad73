#include "autograder/report/report.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "framework/base/text.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

// The same tests, asked for again, are comparable; a run of one task is not compared with a run of all.
std::string history_key(const GradeReport& report) {
  std::string key;
  for (const TestReport& test : report.tests) key += test.task + ":" + test.rung + " ";
  return key;
}

Json timings_json(const std::vector<Timing>& timings) {
  Json list = Json::array();
  for (const Timing& timing : timings)
    list.push_back({{"what", timing.what},
                    {"ratio", timing.ratio},
                    {"low", timing.low},
                    {"high", timing.high},
                    {"runs", timing.runs},
                    {"rerun", timing.rerun},
                    {"note", timing.note}});
  return list;
}

Json test_json(const TestReport& test, int hint) {
  Json json = {{"name", test.rung + ": " + test.claim},
               {"task", test.task},
               {"rung", test.rung},
               {"kind", std::string(to_text(test.kind))},
               {"status", std::string(to_text(test.status))},
               {"points", test.points},
               {"max_points", test.max_points},
               {"message", test.message},
               {"output", test.output},
               {"duration", test.seconds},
               {"timings", timings_json(test.timings)}};
  json["probe"] = hint >= 1 ? test.probe : "";
  json["diagnosis"] = hint >= 2 ? test.diagnosis : "";
  json["cause"] = hint >= 2 ? test.cause : "";
  json["handout_line"] = hint >= 3 ? test.handout_line : 0;
  return json;
}

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
  if (previous_points < 0) return "";
  const int difference = points() - previous_points;
  if (difference == 0) return "as in the last run";
  return text(difference > 0 ? "+" : "", difference, " since the last run");
}

bool is_to_do(const TestReport& test) {
  return test.status == Status::fail && test.message.find("is not written yet") != std::string::npos;
}

int counted_points(const TestReport& test) { return test.status == Status::not_graded ? 0 : test.max_points; }

std::string json_report(const GradeReport& report, int hint) {
  Json tests = Json::array();
  for (const TestReport& test : report.tests) tests.push_back(test_json(test, hint));
  Json json = {{"format", "llmsys-grade"},
               {"version", 1},
               {"lab", report.lab.id()},
               {"title", report.lab.title},
               {"points", report.points()},
               {"max_points", report.max_points()},
               {"duration", report.seconds},
               {"sandbox", report.sandbox},
               {"official", report.official()},
               {"warnings", report.warnings},
               {"tests", tests}};
  if (report.seed_shown) json["seed"] = report.seed;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void update_history(GradeReport& report, const std::string& path) {
  try {
    Json history = Json::object();
    std::ifstream file(path);
    if (file.good()) history = Json::parse(file, nullptr, false);
    if (!history.is_object()) history = Json::object();
    const std::string key = history_key(report);
    const auto previous = history.find(key);
    report.previous_points = previous != history.end() && previous->is_number_integer() ? previous->get<int>() : -1;
    history[key] = report.points();
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << history.dump(1) << "\n";
  } catch (const std::exception&) {
    report.previous_points = -1;
  }
}

}  // namespace llmsys
