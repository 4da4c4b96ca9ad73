#include "autograder/export/class_results.h"

#include <algorithm>
#include <filesystem>

#include "autograder/cli/paths.h"
#include "autograder/course/fields.h"
#include "autograder/course/planned_labs.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr double kMostPoints = 1e6;

std::string first_problem(const std::string& path, const std::vector<std::string>& problems) {
  return problems.empty() ? "" : text(path, ": ", problems.front());
}

void refuse(const std::string& path, const std::vector<std::string>& problems) {
  LLMSYS_CHECK(ValueError, problems.empty(), first_problem(path, problems), "; is it from another version of the lab?");
}

int lab_number(const std::string& id) {
  for (size_t lab = 0; lab < kPlannedLabs.size(); ++lab)
    if (id == text("lab", kPlannedLabs[lab].substr(0, 2))) return static_cast<int>(lab);
  throw ValueError(text("there is no lab \"", id, "\""));
}

// The lab of a report; of one that is not in this repository only its name.
LabManifest manifest_of(const std::string& id, const std::string& title, const std::string& root) {
  const std::string folder(kPlannedLabs.at(static_cast<size_t>(lab_number(id))));
  const std::string path = text(root, "/labs/", folder, "/lab.json");
  if (fs::exists(path)) return read_manifest(path);
  LabManifest lab;
  lab.number = lab_number(id);
  lab.folder = folder;
  lab.title = title;
  return lab;
}

RungKind kind_from(const std::string& word) {
  if (word == "counter") return RungKind::counter;
  return word == "challenge" ? RungKind::challenge : RungKind::core;
}

Timing timing_from(Fields fields) {
  constexpr double kMost = 1e12;
  Timing out;
  out.what = fields.text_of("what");
  out.ratio = fields.number("ratio", 0, 0, kMost);
  out.low = fields.number("low", 0, 0, kMost);
  out.high = fields.number("high", 0, 0, kMost);
  out.runs = static_cast<int>(fields.number("runs", 0, 0, 1e9));
  out.rerun = fields.flag("rerun", false);
  out.note = fields.text_of("note");
  return out;
}

TestReport test_from(Fields fields) {
  TestReport test;
  test.task = fields.needed_text("task");
  test.rung = fields.needed_text("rung");
  const std::string name = fields.text_of("name"), before = test.rung + ": ";
  test.claim = name.starts_with(before) ? name.substr(before.size()) : name;
  test.kind = kind_from(fields.text_of("kind"));
  test.status = status_from(fields.needed_text("status"));
  test.points = static_cast<int>(fields.number("points", 0, 0, kMostPoints));
  test.max_points = static_cast<int>(fields.number("max_points", 0, 0, kMostPoints));
  test.message = fields.text_of("message");
  test.diagnosis = fields.text_of("diagnosis");
  test.cause = fields.text_of("cause");
  test.probe = fields.text_of("probe");
  test.handout_line = static_cast<int>(fields.number("handout_line", 0, 0, 1e9));
  test.output = fields.text_of("output");
  test.source = fields.text_of("source");
  test.seconds = fields.number("duration", 0, 0, 1e9);
  for (const Fields& timing : fields.objects("timings")) test.timings.push_back(timing_from(timing));
  return test;
}

// A task that lab.json does not know, so that its tests are still shown.
void add_missing_tasks(GradeReport& report) {
  for (const TestReport& test : report.tests) {
    if (report.lab.find(test.task) != nullptr) continue;
    Task task;
    task.id = test.task;
    task.title = "Task " + test.task;
    report.lab.tasks.push_back(task);
  }
}

GradeReport report_from(const Json& json, const std::string& path, const std::string& root) {
  std::vector<std::string> problems;
  Fields fields(json, "", problems);
  const std::string lab = fields.needed_text("lab");
  GradeReport report;
  for (const Fields& test : fields.objects("tests")) report.tests.push_back(test_from(test));
  report.seconds = fields.number("duration", 0, 0, 1e9);
  report.sandbox = fields.text_of("sandbox", report.sandbox);
  const Json* seed = fields.find("seed");
  report.seed_shown = seed != nullptr && seed->is_number_unsigned();
  if (report.seed_shown) report.seed = seed->get<uint64_t>();
  for (const auto& [warning, place] : fields.list("warnings"))
    if (warning->is_string()) report.warnings.push_back(warning->get<std::string>());
  if (fields.text_of("format") != "llmsys-grade") fields.wrong("format", "must be \"llmsys-grade\"");
  refuse(path, problems);
  report.lab = manifest_of(lab, fields.text_of("title"), root);
  add_missing_tasks(report);
  return report;
}

Json read_json(const std::string& path) { return parse_strict_json(read_text_file(path), path); }

// A path below the folder: what lies elsewhere was not written by the grader.
bool stays_inside(const std::string& path) {
  const fs::path relative(path);
  return !relative.is_absolute() &&
         std::none_of(relative.begin(), relative.end(), [](const fs::path& p) { return p == ".."; });
}

StudentResult submission_from(Fields fields, const std::string& folder, const std::string& root) {
  StudentResult out;
  out.id = fields.needed_text("id");
  out.name = fields.text_of("name");
  out.email = fields.text_of("email");
  out.source = fields.text_of("source");
  out.status = fields.word("status", {"graded", "no_files", "bad_archive", "internal"}, "internal");
  out.message = fields.text_of("message");
  if (const std::string when = fields.text_of("submitted_at"); !when.empty()) {
    out.submitted = parse_moment(when);
    if (!out.submitted) fields.wrong("submitted_at", text("must be a time with its offset, is \"", when, "\""));
  }
  for (const auto& [note, place] : fields.list("notes"))
    if (note->is_string()) out.notes.push_back(note->get<std::string>());
  const std::string report = fields.text_of("report"), path = folder + "/" + report;
  if (!stays_inside(report)) fields.wrong("report", "leaves the folder of the results");
  const bool there = !report.empty() && stays_inside(report) && (out.status == "graded" || fs::exists(path));
  if (there) out.report = read_grade_report(path, root);
  return out;
}

ClassResults read_class(const std::string& folder, const std::string& root) {
  const std::string path = folder + "/grades.json";
  const Json json = read_json(path);
  std::vector<std::string> problems;
  Fields fields(json, "", problems);
  if (fields.text_of("format") != "llmsys-class") fields.wrong("format", "must be \"llmsys-class\"");
  ClassResults out;
  out.folder = folder;
  out.lab = lab_number(fields.needed_text("lab"));
  for (const Fields& item : fields.objects("submissions"))
    out.submissions.push_back(submission_from(item, folder, root));
  refuse(path, problems);
  return out;
}

}  // namespace

bool StudentResult::failed_inside() const {
  if (status == "internal") return true;
  return report && std::any_of(report->tests.begin(), report->tests.end(),
                               [](const TestReport& test) { return test.status == Status::internal; });
}

GradeReport read_grade_report(const std::string& path, const std::string& root) {
  return report_from(read_json(path), path, root);
}

ClassResults read_results(const std::string& path, const std::string& root) {
  if (fs::is_directory(path)) {
    LLMSYS_CHECK(IoError, fs::exists(path + "/grades.json"), path,
                 " has no grades.json: is it a folder that ./lab grade-all wrote?");
    return read_class(path, root);
  }
  ClassResults out;
  out.folder = fs::path(path).parent_path().string();
  out.single = true;
  StudentResult only;
  only.report = read_grade_report(path, root);
  only.id = only.report->lab.id();
  only.status = "graded";
  out.lab = only.report->lab.number;
  out.submissions.push_back(std::move(only));
  return out;
}

}  // namespace llmsys
