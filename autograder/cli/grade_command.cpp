#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "autograder/cli/commands.h"
#include "autograder/cli/device.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/terminal.h"
#include "autograder/course/course.h"
#include "autograder/report/history.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

void write_report(const std::string& where, const std::string& content) {
  if (where == "-")
    std::fputs(content.c_str(), stdout);
  else
    write_atomically(where, content);
}

bool passed_or_not_graded(const TestReport& test) {
  return test.status == Status::pass || test.status == Status::not_graded;
}

HintPolicy hint_policy(const Paths& paths, const std::string& course) {
  const std::string path = course.empty() ? paths.root + "/course.json" : course;
  if (course.empty() && !std::filesystem::exists(path)) return {};
  const CourseHints hints = read_course(path, paths.root).hints;
  return {.max = hints.max, .cost = hints.cost};
}

// How many of the reports are to be printed in place of the terminal's.
int64_t to_standard_output(const GradeCommand& command) {
  const std::string* places[] = {&command.json, &command.html, &command.markdown};
  return std::count_if(std::begin(places), std::end(places), [](const std::string* place) { return *place == "-"; });
}

void write_reports(const GradeReport& report, const GradeCommand& command, int hint) {
  if (to_standard_output(command) == 0)
    std::fputs(terminal_report(report, hint, color_wanted(), terminal_columns()).c_str(), stdout);
  if (!command.json.empty()) write_report(command.json, json_report(report, hint));
  if (!command.html.empty()) write_report(command.html, html_report(report, hint));
  if (!command.markdown.empty()) write_report(command.markdown, markdown_report(report, hint));
}

GradeOptions options_from(const Paths& paths, const LabManifest& lab, const GradeCommand& command) {
  LLMSYS_CHECK(ValueError, to_standard_output(command) <= 1,
               "--json, --html and --markdown: only one of them can be standard output (-), give the others a file");
  LLMSYS_CHECK(ValueError, !(command.solution && !command.from.empty()), "--solution and --from exclude each other");
  LLMSYS_CHECK(ValueError, !command.debug || command.device == "cpu" || lab.has_kernels(),
               "--debug finds mistakes with AddressSanitizer, which the emulator's fibers confuse: use --device cpu");
  LLMSYS_CHECK(ValueError, !command.debug || command.inputs.secret_file.empty(),
               "--debug shows the seed: give it with --seed instead of --secret-file");
  GradeOptions options;
  options.only = command.tasks;
  options.device = command.device;
  const ChosenSeed chosen = choose_seed(command.inputs, lab);
  options.seed = chosen.seed;
  options.seed_shown = chosen.shown;
  if (!command.debug) options.sandbox = choose_sandbox(command.sandbox, command.require_sandbox);
  options.folder = command.solution ? text(paths.root, "/solutions/", lab.folder) : command.from;
  options.slot = options.folder.empty() ? Slot::student : Slot::scratch;
  LLMSYS_CHECK(ValueError, !command.solution || std::filesystem::is_directory(options.folder),
               "--solution: the solutions are not in this release; your instructor has them");
  LLMSYS_CHECK(ValueError, options.folder.empty() || std::filesystem::is_directory(options.folder),
               "--from: there is no folder ", options.folder);
  return options;
}

}  // namespace

int grade_command(const Paths& all_paths, const GradeCommand& command) {
  const Paths paths = paths_for_device_or_emulator(all_paths, command.device);
  const LabManifest lab = lab_named(paths, command.lab);
  const GradeOptions options = options_from(paths, lab, command);
  if (command.debug) return debug(paths, lab, options);
  const HintPolicy policy = hint_policy(paths, command.course);
  const int hint = policy.level_for(command.hint);
  if (hint < command.hint) std::fprintf(stderr, "lab: this course gives hints up to level %d\n", hint);
  GradeReport report = grade(paths, lab, options);
  report.hints = policy;
  if (options.slot == Slot::student) update_history(report, text(paths.build, "/history/", lab.id(), ".jsonl"), hint);
  write_reports(report, command, hint);
  return std::all_of(report.tests.begin(), report.tests.end(), passed_or_not_graded) ? 0 : 1;
}

}  // namespace llmsys
