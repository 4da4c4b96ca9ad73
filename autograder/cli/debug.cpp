// `./lab grade N --debug`: judge and student in one process, under AddressSanitizer, its report made readable. With kernels
// it is one process only.
#include <algorithm>
#include <cstdio>
#include <sstream>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/link_errors.h"
#include "autograder/cli/process.h"
#include "autograder/cli/sanitizer_filter.h"
#include "autograder/explain/compile_errors.h"
#include "autograder/explain/quoted_source.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// What is run, and the task whose file alone is the student's; null: all files are.
struct Target {
  const Task* single = nullptr;
  Task linked;
};

Target target_of(const LabManifest& lab, const std::vector<std::string>& only) {
  Target out;
  if (only.size() == 1) out.single = lab.find(only[0].substr(0, only[0].find(':')));
  if (out.single != nullptr && out.single->file.empty()) out.single = nullptr;
  out.linked = out.single != nullptr
                   ? *out.single
                   : Task{.id = text(lab.number, ".all"), .title = "", .file = "", .handout = "", .rungs = {}};
  return out;
}

// The tests that the program of `target` can run, of those that `only` (empty: all) selects.
std::vector<std::string> selection_of(const LabManifest& lab, const Target& target,
                                      const std::vector<std::string>& only) {
  if (target.single != nullptr || !lab.kernels_apart) return only;
  std::vector<std::string> out = only;
  for (const Task& task : lab.tasks) {
    const bool traced = lab.is_traced(task);
    if (only.empty() && !traced) out.push_back(task.id);
    for (const std::string& name : only)
      LLMSYS_CHECK(ValueError, !traced || name.substr(0, name.find(':')) != task.id, "task ", task.id,
                   " runs kernels and has a program of its own: debug it alone, with --task ", task.id);
  }
  return out;
}

constexpr const char* kNoSanitizer =
    "Kernels run in the emulator, whose checkers (bounds, races, barriers, uninitialised reads) look at every test "
    "here as\n"
    "in ./lab grade. AddressSanitizer, which its fibers confuse, is left out; judge and your code are one program, for "
    "gdb.\n\n";

// What is said above everything: what the program of `target` does not do.
void say_what_is_missing(const LabManifest& lab, const Target& target) {
  if (lab.is_traced(target.linked)) std::fputs(kNoSanitizer, stdout);
  if (target.single != nullptr || !lab.kernels_apart) return;
  for (const Task& task : lab.tasks)
    if (lab.is_traced(task))
      std::printf("Task %s runs kernels and has a program of its own: ./lab grade %d --task %s --debug\n\n",
                  task.id.c_str(), lab.number, task.id.c_str());
}

// Prints a sanitizer's report: the first of the student's frames in each stack with its lines of the source.
class ReportPrinter {
 public:
  ReportPrinter(const Paths& paths, ReadSource read) : filter_(paths.root), read_(std::move(read)) {}

  void take(std::string_view line) {
    const std::string shown = filter_.take(line);
    if (shown.empty()) return;
    std::fputs(shown.c_str(), stdout);
    const bool frame = shown.starts_with("    #");
    if (frame && !after_frame_) std::fputs(indented(quoted_source(shown, read_)).c_str(), stdout);
    after_frame_ = frame;
    std::fflush(stdout);
  }

 private:
  static std::string indented(const std::string& lines) {
    std::string out;
    std::istringstream stream(lines.substr(std::min(lines.size(), lines.find('\n') + 1)));  // the place is in the frame
    for (std::string line; std::getline(stream, line);) out += "      " + line + "\n";
    return out;
  }

  SanitizerFilter filter_;
  ReadSource read_;
  bool after_frame_ = false;
};

constexpr const char* kLeakCheckFailed = "LeakSanitizer has encountered a fatal error";

int run_filtered(const Paths& paths, const std::vector<std::string>& command, bool leaks, ReportPrinter* printer) {
  std::string log;
  const std::string what = text("malloc_context_size=12:detect_leaks=", leaks ? 1 : 0);
  const ProcessOptions options{.folder = "", .errors_too = true, .environment = {{"ASAN_OPTIONS", what}}};
  const int code = run_process(command, options, [&](std::string_view line) {
    log.append(line).append("\n");
    if (printer != nullptr) printer->take(line);
  });
  write_atomically(paths.build + "/logs/debug.log", log);
  if (code == 0 || !leaks || log.find(kLeakCheckFailed) == std::string::npos) return code;
  if (printer != nullptr)
    std::printf(
        "\nThe search for leaks failed by itself, as it does in some containers: all else once more, without it.\n");
  return run_filtered(paths, command, false, nullptr);
}

}  // namespace

int debug(const Paths& paths, const LabManifest& lab, const GradeOptions& options, bool show) {
  check_selection(lab, options.only);
  const std::string folder = options.folder.empty() ? text(paths.root, "/labs/", lab.folder) : options.folder;
  const BuildLock lock(paths);
  prepare_overlay(paths, lab, folder, options.slot);
  const Target target = target_of(lab, options.only);
  const std::string program = program_path(lab, options.slot, "debug", target.linked);
  const std::vector<std::string> selected = selection_of(lab, target, options.only);
  const auto unlinked = build_programs(paths, {text(lab.id(), "_", lab.reference_worker(target.linked))},
                                       {{program, program_target(lab, options.slot, "debug", target.linked)}});
  if (target.single != nullptr) {
    const CompileOutcome outcome = compile_outcome(paths, lab, *target.single, options.slot);
    const std::string shown = text("labs/", lab.folder, "/", target.single->file);
    LLMSYS_CHECK(ValueError, !outcome.failed, "the file does not compile:\n",
                 explain_compile_errors(outcome.log, shown, outcome.source));
  }
  for (const auto& [path, words] : unlinked)
    throw ValueError("the file compiles, but does not link:\n" + explain_link_errors(words));
  std::vector<std::string> command = {text(paths.build, "/", program),
                                      text(paths.root, "/labs/", lab.folder, "/lab.json"),
                                      text(paths.build, "/labs/", lab.folder, "/", options.slot),
                                      text(options.seed),
                                      "--jobs",
                                      "1"};
  for (const std::string& name : selected) command.insert(command.end(), {"--only", name});
  if (show) say_what_is_missing(lab, target);
  ReportPrinter printer(paths, [&](const std::string& file) { return graded_source(paths, lab, file, options.slot); });
  const int code = run_filtered(paths, command, true, show ? &printer : nullptr);
  if (show)
    std::printf("\nThe whole report: %s/logs/debug.log\nIn the debugger: gdb --args %s\n", paths.build.c_str(),
                join(command, " ").c_str());
  return code == 0 ? 0 : 1;
}

}  // namespace llmsys
