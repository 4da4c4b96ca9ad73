#include "autograder/report/history.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "autograder/report/utc_text.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;
constexpr int kMostPoints = 1'000'000;  // of a test: no lab has so many, and sums of them fit

std::string key_of(const TestReport& test) { return test.task + ":" + test.rung; }
std::string task_of(const std::string& key) { return key.substr(0, key.find(':')); }

// Whether the level tells more of the task than a free one would: there is a mistake to explain.
bool is_explained(const TestReport& test) {
  return test.status != Status::pass && test.status != Status::not_graded && test.status != Status::build &&
         !is_to_do(test);
}

// By "1.2:property", of all tests that a lab has.
std::map<std::string, int> points_by_key(const LabManifest& lab) {
  std::map<std::string, int> out;
  for (const Task& task : lab.tasks)
    for (const Rung& rung : task.rungs) out[task.id + ":" + rung.name] = rung.points;
  return out;
}

RunRecord record_of(const GradeReport& report, int hint) {
  RunRecord out{.time = utc_now_text(), .seconds = report.seconds, .seed = report.seed, .tests = {}, .hints = {}};
  for (const TestReport& test : report.tests) {
    out.tests[key_of(test)] = {test.status, test.points, counted_points(test)};
    if (hint > report.hints.free_level() && is_explained(test)) out.hints[test.task] = hint;
  }
  return out;
}

std::string to_line(const RunRecord& run) {
  Json tests = Json::object();
  for (const auto& [key, test] : run.tests)
    tests[key] = Json::array({std::string(to_text(test.status)), test.points, test.max_points});
  const Json json = {{"version", kVersion}, {"time", run.time}, {"seconds", run.seconds},
                     {"seed", run.seed},    {"tests", tests},   {"hints", run.hints}};
  return json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n";
}

// A whole number within bounds.  @throws ValueError if it is none
int number_in(const Json& json, int least, int most) {
  LLMSYS_CHECK(ValueError, json.is_number_integer() && json >= least && json <= most, "no number from ", least, " to ",
               most);
  return json.get<int>();
}

// "2026-11-22T23:50:01Z".  @throws ValueError if it is not of this form
std::string time_in(const Json& json) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  std::string time = json.get<std::string>();
  const bool same = std::equal(time.begin(), time.end(), kForm.begin(), kForm.end(),
                               [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; });
  LLMSYS_CHECK(ValueError, same, "no time");
  return time;
}

RunRecord run_from(const Json& json) {
  LLMSYS_CHECK(ValueError, json.at("hints").is_object() && json.at("tests").is_object(), "no tests or hints by name");
  RunRecord out{.time = time_in(json.at("time")),
                .seconds = json.at("seconds"),
                .seed = json.at("seed"),
                .tests = {},
                .hints = {}};
  for (const auto& [task, level] : json.at("hints").items()) out.hints[task] = number_in(level, 0, kHighestHint);
  for (const auto& [key, test] : json.at("tests").items()) {
    const int possible = number_in(test.at(2), 0, kMostPoints);
    out.tests[key] = {status_from(test.at(0).get<std::string>()), number_in(test.at(1), 0, possible), possible};
  }
  return out;
}

// In one write, on a line of its own even if the last one was cut short: a run that is killed costs no other.
void append_line(const std::string& path, std::string line) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ifstream before(path, std::ios::binary | std::ios::ate);
  if (before.good() && before.tellg() > 0) {
    before.seekg(-1, std::ios::end);
    if (before.get() != '\n') line.insert(0, "\n");
  }
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return;
  const ssize_t ignored = write(file, line.data(), line.size());
  static_cast<void>(ignored);
  close(file);
}

std::string change_of(const TestReport& test, const TestRecord& before) {
  const std::string who = test.task + " " + test.rung;
  if (test.status == Status::pass) return who + " now passes";
  if (before.status == Status::pass) return who + " no longer passes";
  return test.points > before.points ? who + " is better" : who + " is worse";
}

void compare(GradeReport& report, const Progress& before) {
  for (const TestReport& test : report.tests) {
    const auto found = before.last.find(key_of(test));
    if (found == before.last.end()) continue;
    report.compared = true;
    if (found->second.points == test.points) continue;
    report.difference += test.points - found->second.points;
    report.changes.push_back(change_of(test, found->second));
  }
}

}  // namespace

std::vector<RunRecord> read_history(const std::string& path) {
  std::vector<RunRecord> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) try {
      const Json json = Json::parse(line, nullptr, false);
      if (json.is_object() && json.value("version", 0) == kVersion) out.push_back(run_from(json));
    } catch (const std::exception&) {  // of another type than it should be: as if it were not there
      continue;
    }
  return out;
}

Points Progress::of_task(const std::string& task) const {
  Points out;
  for (const auto& [key, test] : last)
    if (task_of(key) == task) out.earned += test.points, out.possible += test.max_points;
  return out;
}

Progress progress_of(const std::vector<RunRecord>& runs, const LabManifest& lab) {
  const std::map<std::string, int> possible = points_by_key(lab);
  Progress out;
  for (const RunRecord& run : runs) {
    std::map<std::string, int> points;
    for (const auto& [key, test] : run.tests) {
      const auto now = possible.find(key);
      if (now == possible.end() || (test.max_points != 0 && test.max_points != now->second)) continue;
      out.last[key] = test;
      points[task_of(key)] += test.points;
    }
    for (const auto& [task, earned] : points) out.best[task] = std::max(out.best[task], earned);
    for (const auto& [task, level] : run.hints)
      if (lab.find(task) != nullptr) out.hints[task] = std::max(out.hints[task], level);
    out.time = run.time;
    ++out.runs;
  }
  return out;
}

void update_history(GradeReport& report, const std::string& path, int hint) {
  try {
    std::vector<RunRecord> runs = read_history(path);
    compare(report, progress_of(runs, report.lab));
    runs.push_back(record_of(report, hint));
    for (const auto& [task, level] : progress_of(runs, report.lab).hints)
      report.hints_used.push_back({task, level, report.hints.cost_of(level)});
    append_line(path, to_line(runs.back()));
  } catch (const std::exception&) {
    report.compared = false;
  }
}

}  // namespace llmsys
