// ./lab pack N: the task files of a lab, and nothing else, in an archive whose names every grader finds.
#include <cstdio>
#include <filesystem>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/sha256.h"
#include "autograder/release/release.h"
#include "autograder/release/zip.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// "lab00_student_worker_0_2": the object of a task's file, or of the stub if that does not compile.
std::string object_target(const LabManifest& lab, Slot slot, const Task& task) {
  std::string key = task.id;
  key.replace(key.find('.'), 1, "_");
  return text(lab.id(), "_", slot, "_worker_", key);
}

// What is wrong with each file, by task; empty text: nothing.
std::map<std::string, std::string> look_at(const Paths& paths, const LabManifest& lab, const std::string& folder,
                                           Slot slot) {
  const BuildLock lock(paths);
  std::map<std::string, std::string> remarks = prepare_overlay(paths, lab, folder, slot);
  std::vector<std::string> targets;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) targets.push_back(object_target(lab, slot, task));
  build_targets(paths, targets);
  for (const Task& task : lab.tasks) {
    if (task.file.empty() || remarks.contains(task.id)) continue;
    if (compile_outcome(paths, lab, task, slot).failed)
      remarks[task.id] = text("does not compile: ./lab grade ", lab.number, " --task ", task.id, " says why");
    else if (read_text_file(folder + "/" + task.file) == handed_out_stub(paths, lab, task))
      remarks[task.id] = "is the stub as it was handed out";
  }
  return remarks;
}

std::string size_text(size_t bytes) {
  return bytes < 10000 ? text(bytes, " bytes") : text((bytes + 512) / 1024, " KiB");
}

}  // namespace

int pack_command(const Paths& paths, const PackCommand& command) {
  const LabManifest lab = lab_named(paths, command.lab);
  const std::string folder = command.from.empty() ? text(paths.root, "/labs/", lab.folder) : command.from;
  LLMSYS_CHECK(ValueError, std::filesystem::is_directory(folder), "--from: there is no folder ", folder);
  const std::map<std::string, std::string> remarks =
      look_at(paths, lab, folder, command.from.empty() ? Slot::student : Slot::scratch);
  std::map<std::string, ZipFile> files;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const auto remark = remarks.find(task.id);
    const std::string path = folder + "/" + task.file;
    const bool there = std::filesystem::is_regular_file(path) && !std::filesystem::is_symlink(path);
    if (there) files[task.file] = {read_text_file(path)};
    std::printf("  %-6s %-28s %10s  %s\n", task.id.c_str(), task.file.c_str(),
                there ? size_text(files[task.file].content.size()).c_str() : "not packed",
                remark == remarks.end() ? "" : remark->second.c_str());
  }
  LLMSYS_CHECK(ValueError, !files.empty(), "there is no file of lab ", lab.number, " in ", folder);
  const std::string out = command.out.empty() ? lab.id() + ".zip" : command.out, zip = zip_of(files);
  write_atomically(out, zip);
  std::printf("%s: %zu files, %s\nsha256 %s\n", out.c_str(), files.size(), size_text(zip.size()).c_str(),
              sha256(zip).c_str());
  if (!remarks.empty())
    std::printf("It can be handed in as it is; %zu of its files will earn nothing: see above.\n", remarks.size());
  return remarks.empty() ? 0 : 1;
}

}  // namespace llmsys
