#include "autograder/release/gradescope.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "autograder/cli/build.h"
#include "autograder/cli/grade.h"
#include "autograder/course/moment.h"
#include "autograder/export/formats.h"
#include "autograder/sandbox/probe.h"
#include "autograder/submission/submission.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string text_at(const Json& json, const char* key) {
  const auto at = json.is_object() ? json.find(key) : json.end();
  return json.is_object() && at != json.end() && at->is_string() ? at->get<std::string>() : "";
}

// "2 days 3 h" of a duration in seconds.
std::string duration_words(int64_t seconds) {
  const int64_t minutes = (seconds + 59) / 60, hours = minutes / 60;
  if (hours >= 48) return text(hours / 24, " days ", hours % 24, " h");
  return hours > 0 ? text(hours, " h ", minutes % 60, " min") : text(minutes, " min");
}

std::string late_note(const Json& metadata) {
  const auto assignment = metadata.find("assignment");
  if (assignment == metadata.end()) return "";
  const auto handed_in = parse_moment(text_at(metadata, "created_at"));
  const auto due = parse_moment(text_at(*assignment, "due_date"));
  if (!handed_in || !due || *handed_in <= *due) return "";
  return text("Handed in ", duration_words((*handed_in - *due).count()),
              " after the due date. What that costs is decided by the course, not here.\n");
}

std::string best_note(const Json& metadata) {
  const auto earlier = metadata.find("previous_submissions");
  if (earlier == metadata.end() || !earlier->is_array()) return "";
  double best = -1;
  for (const Json& one : *earlier) {
    const auto score = one.is_object() ? one.find("score") : one.end();
    if (!one.is_object() || score == one.end()) continue;
    if (score->is_number()) best = std::max(best, score->get<double>());
    if (score->is_string()) best = std::max(best, std::atof(score->get<std::string>().c_str()));
  }
  return best < 0 ? "" : text("Best score of your earlier submissions: ", best, ".\n");
}

// Takes the task files out of the submission, into a folder of their own.
void stage_files(const Paths& paths, const LabManifest& lab, const std::string& submission, GradeOptions& options) {
  std::string refusal;
  std::vector<Piece> pieces;
  for (const auto& entry : fs::directory_iterator(submission))
    pieces.push_back({entry.path().string(), entry.path().filename().string()});
  build_targets(paths, {"llmsys_unpack"});
  const UnpackBox box{.program = paths.build + "/autograder/submission/llmsys_unpack", .sandbox = *options.sandbox};
  const TaskFiles files = read_submission(lab, pieces, box, refusal);
  options.folder = paths.build + "/gradescope/" + lab.folder;
  fs::remove_all(options.folder);
  fs::create_directories(options.folder);
  for (const auto& [name, content] : files.content) write_atomically(options.folder + "/" + name, content);
  for (const Task& task : lab.tasks) {
    if (const auto problem = files.problems.find(task.file); problem != files.problems.end())
      options.problems[task.id] = problem->second;
    else if (!refusal.empty() && !task.file.empty())
      options.problems[task.id] = refusal;
  }
}

GradeReport grade_submission(const Paths& paths, const LabManifest& lab, const std::string& submission) {
  GradeOptions options;
  options.slot = Slot::scratch;
  options.seed = fresh_seed();
  options.sandbox = choose_sandbox("auto", "L1");
  options.jobs = wanted_jobs();
  stage_files(paths, lab, submission, options);
  return grade(paths, lab, options);
}

std::string with_notes(const std::string& results, const std::string& notes) {
  Json json = Json::parse(results);
  json["output"] = notes + text_at(json, "output");
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string metadata_notes(const std::string& metadata) {
  const Json json = Json::parse(metadata, nullptr, false);
  return json.is_object() ? late_note(json) + best_note(json) : "";
}

std::string failed_results(const std::string& why) {
  const Json json = {{"score", 0},
                     {"output",
                      "The grader failed, and that is not your submission's fault. Your instructor has been told in "
                      "the log and can grade again.\n"},
                     {"output_format", "text"},
                     {"visibility", "visible"},
                     {"stdout_visibility", "hidden"},
                     {"extra_data", {{"internal", why}}}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int gradescope_command(const Paths& paths, const std::string& lab, const std::string& folder) {
  const std::string results = folder + "/results/results.json", metadata = folder + "/submission_metadata.json";
  try {
    const std::string notes = fs::exists(metadata) ? metadata_notes(read_text_file(metadata)) : "";
    const GradeReport report = grade_submission(paths, lab_named(paths, lab), folder + "/submission");
    write_atomically(results, with_notes(gradescope_results(report), notes));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "lab: the grader failed: %s\n", error.what());
    write_atomically(results, failed_results(error.what()));
    return 1;
  }
}

}  // namespace llmsys
