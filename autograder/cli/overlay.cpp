#include "autograder/cli/overlay.h"

#include <filesystem>
#include <fstream>

#include "autograder/cli/stubs.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr uintmax_t kMaxFileBytes = uintmax_t{1} << 20;

std::string overlay_file(const Paths& paths, const LabManifest& lab, const Task& task, Slot slot) {
  return text(paths.build, "/overlay/", slot, "/", lab.folder, "/", task.file);
}

// Why the file cannot be graded; empty if it can.
std::string problem_with(const std::string& path, const std::string& shown) {
  if (fs::is_symlink(path)) return text(shown, " is a link: put the file itself there");  // it may lead anywhere
  if (!fs::exists(path))
    return text(shown, " is missing: was it deleted or renamed? `git checkout ", shown, "` restores it");
  if (!fs::is_regular_file(path)) return text(shown, " is not a file");
  if (fs::file_size(path) > kMaxFileBytes) return text(shown, " is larger than 1 MiB: is it the right file?");
  if (!std::ifstream(path).good()) return text(shown, " cannot be read: see its permissions");
  if (read_text_file(path).find('\0') != std::string::npos) return text(shown, " is not text: it holds zero bytes");
  return "";
}

}  // namespace

std::string_view to_text(Slot slot) {
  constexpr std::string_view kNames[] = {"student", "scratch", "mutant0", "mutant1", "mutant2", "mutant3"};
  return kNames[static_cast<size_t>(slot)];
}

std::string handed_out_stub(const Paths& paths, const LabManifest& lab, const Task& task) {
  const std::string name = text(lab.folder, "/", task.file), solution = "solutions/" + name;
  const std::string released = text(paths.root, "/prebuilt/stubs/", name);
  if (fs::exists(released)) return read_text_file(released);
  return make_stub(read_text_file(paths.root + "/" + solution), lab.id(), solution);
}

std::map<std::string, std::string> prepare_overlay(const Paths& paths, const LabManifest& lab,
                                                   const std::string& folder, Slot slot) {
  std::map<std::string, std::string> problems;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string stub = handed_out_stub(paths, lab, task);
    write_if_changed(text(paths.build, "/stubs/", lab.folder, "/", task.file), stub);
    const std::string problem = problem_with(folder + "/" + task.file, text("labs/", lab.folder, "/", task.file));
    if (!problem.empty()) problems[task.id] = problem;
    write_if_changed(overlay_file(paths, lab, task, slot),
                     problem.empty() ? read_text_file(folder + "/" + task.file) : stub);
  }
  return problems;
}

CompileOutcome compile_outcome(const Paths& paths, const LabManifest& lab, const Task& task, Slot slot) {
  const std::string source = overlay_file(paths, lab, task, slot);
  CompileOutcome outcome;
  outcome.failed = fs::exists(source + ".failed");
  if (fs::exists(source + ".log")) outcome.log = read_text_file(source + ".log");
  return outcome;
}

}  // namespace llmsys
