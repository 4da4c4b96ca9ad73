#include "autograder/cli/overlay.h"

#include <filesystem>
#include <optional>
#include <sstream>
#include <vector>

#include "autograder/cli/stubs.h"
#include "autograder/policy/object_policy.h"
#include "autograder/policy/source_policy.h"
#include "autograder/submission/folder.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int64_t kMaxFileBytes = int64_t{1} << 20;

std::string overlay_file(const Paths& paths, const LabManifest& lab, const Task& task, Slot slot) {
  return text(paths.build, "/overlay/", slot, "/", lab.folder, "/", task.file);
}

std::string stub_file(const Paths& paths, const LabManifest& lab, const Task& task) {
  return text(paths.build, "/stubs/", lab.folder, "/", task.file);
}

// What `problem` of read_plain_file() means for the one whose file it is.
std::string advice_on(const std::string& problem, const std::string& shown) {
  if (problem == "a link") return text(shown, " is a link: put the file itself there");  // it may lead anywhere
  if (problem == "missing")
    return text(shown, " is missing: was it deleted or renamed? `git checkout ", shown, "` restores it");
  if (problem == "unreadable") return text(shown, " cannot be read: see its permissions");
  if (problem.starts_with("larger")) return text(shown, " is larger than 1 MiB: is it the right file?");
  return text(shown, " is not a file");
}

// The file's content; `problem` is set to why it cannot be graded, and is empty if it can.
std::string take_file(const std::string& path, const std::string& shown, bool policy, std::string& problem) {
  std::string content = read_plain_file(path, kMaxFileBytes, problem);
  if (!problem.empty())
    problem = advice_on(problem, shown);
  else if (content.find('\0') != std::string::npos)
    problem = text(shown, " is not text: it holds zero bytes");
  else if (policy)
    problem = join(check_source(content, shown), "\n");
  return content;
}

// A student's compiled file, as CMake lists them; those of a class's slots are listed in the slot, when they are made.
struct ListedObject {
  std::string slot, lab, task, kind, path;
};
std::vector<ListedObject> listed_objects(const Paths& paths, const LabManifest& lab, Slot slot) {
  std::vector<ListedObject> out;
  const std::string list =
      slot >= Slot::class0 ? text("/labs/", lab.folder, "/", slot, "/objects.txt") : "/student_objects.txt";
  std::istringstream lines(read_text_file(paths.build + list));
  for (ListedObject one;
       lines >> one.slot >> one.lab >> one.task >> one.kind && std::getline(lines >> std::ws, one.path);)
    out.push_back(one);
  return out;
}

// Whether the object is there, and of the file that is graded now.
bool is_current(const ListedObject& object, const std::string& source) {
  return fs::exists(object.path) && fs::last_write_time(object.path) >= fs::last_write_time(source);
}

}  // namespace

std::string to_text(Slot slot) {
  constexpr std::string_view kNames[] = {"student", "scratch", "mutant0", "mutant1", "mutant2", "mutant3"};
  if (slot >= Slot::class0) return text("class", static_cast<int>(slot) - static_cast<int>(Slot::class0));
  return std::string(kNames[static_cast<size_t>(slot)]);
}

Slot class_slot(int i) { return static_cast<Slot>(static_cast<int>(Slot::class0) + i); }

std::string handed_out_stub(const Paths& paths, const LabManifest& lab, const Task& task) {
  const std::string name = text(lab.folder, "/", task.file), solution = "solutions/" + name;
  const std::string released = text(paths.root, "/prebuilt/stubs/", name);
  if (fs::exists(released)) return read_text_file(released);
  return make_stub(read_text_file(paths.root + "/" + solution), lab.id(), solution);
}

std::map<std::string, std::string> prepare_overlay(const Paths& paths, const LabManifest& lab,
                                                   const std::string& folder, Slot slot, bool policy) {
  std::map<std::string, std::string> problems;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string stub = handed_out_stub(paths, lab, task);
    write_if_changed(stub_file(paths, lab, task), stub);
    std::string problem;
    const std::string content =
        take_file(folder + "/" + task.file, text("labs/", lab.folder, "/", task.file), policy, problem);
    if (!problem.empty()) problems[task.id] = problem;
    write_if_changed(overlay_file(paths, lab, task, slot), problem.empty() ? content : stub);
  }
  return problems;
}

std::string graded_source(const Paths& paths, const LabManifest& lab, const std::string& shown, Slot slot) {
  for (const Task& task : lab.tasks) {
    if (task.file.empty() || shown != text("labs/", lab.folder, "/", task.file)) continue;
    const std::string path = overlay_file(paths, lab, task, slot);
    return fs::exists(path) ? read_text_file(path) : "";
  }
  return "";
}

std::map<std::string, std::string> take_out_objects(const Paths& paths, const LabManifest& lab, Slot slot) {
  std::map<std::string, std::string> problems;
  std::optional<ReservedNames> reserved;
  for (const ListedObject& object : listed_objects(paths, lab, slot)) {
    if (object.slot != to_text(slot) || object.lab != lab.folder) continue;
    const Task& task = *lab.find(object.task);
    const std::string source = overlay_file(paths, lab, task, slot);
    if (!is_current(object, source)) continue;
    if (!reserved) reserved.emplace(paths.build, lab.folder);
    const std::vector<std::string> found =
        check_object(read_text_file(object.path), {.lab = lab.id(), .kernels = task.file.ends_with(".cu")}, *reserved);
    if (found.empty()) continue;
    problems.emplace(task.id, join(found, "\n"));
    write_if_changed(source, read_text_file(stub_file(paths, lab, task)));
  }
  return problems;
}

CompileOutcome compile_outcome(const Paths& paths, const LabManifest& lab, const Task& task, Slot slot) {
  const std::string source = overlay_file(paths, lab, task, slot);
  CompileOutcome outcome;
  outcome.failed = fs::exists(source + ".failed");
  if (fs::exists(source + ".log")) outcome.log = read_text_file(source + ".log");
  if (fs::exists(source)) outcome.source = read_text_file(source);
  return outcome;
}

}  // namespace llmsys
