#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "autograder/cli/commands.h"
#include "autograder/cli/device.h"
#include "autograder/cli/grade.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

bool color_wanted() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }

void write_report(const std::string& where, const std::string& content) {
  if (where == "-")
    std::fputs(content.c_str(), stdout);
  else
    write_atomically(where, content);
}

bool passed_or_not_graded(const TestReport& test) {
  return test.status == Status::pass || test.status == Status::not_graded;
}

GradeOptions options_from(const Paths& paths, const LabManifest& lab, const GradeCommand& command) {
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
  GradeReport report = grade(paths, lab, options);
  if (options.slot == Slot::student) update_history(report, text(paths.build, "/history/", lab.id(), ".json"));
  if (command.json != "-" && command.html != "-")
    std::fputs(terminal_report(report, command.hint, color_wanted()).c_str(), stdout);
  if (!command.json.empty()) write_report(command.json, json_report(report, command.hint));
  if (!command.html.empty()) write_report(command.html, html_report(report, command.hint));
  return std::all_of(report.tests.begin(), report.tests.end(), passed_or_not_graded) ? 0 : 1;
}

}  // namespace llmsys
