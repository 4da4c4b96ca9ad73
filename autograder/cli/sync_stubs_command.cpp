#include <cstdio>
#include <filesystem>

#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/stubs.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

// Whether writing the stub would lose work: the file is neither missing, nor the stub that was generated last.
bool holds_work(const Paths& paths, const LabManifest& lab, const Task& task, const std::string& current) {
  const std::string last = text(paths.build, "/stubs/", lab.folder, "/", task.file);
  return !fs::exists(last) || read_text_file(last) != current;
}

struct Outcome {
  int written = 0, differing = 0, kept = 0;
};

void sync_file(const Paths& paths, const LabManifest& lab, const Task& task, bool check, bool force, Outcome& outcome) {
  const std::string solution = text("solutions/", lab.folder, "/", task.file);
  const std::string shown = text("labs/", lab.folder, "/", task.file);
  const std::string path = paths.root + "/" + shown;
  const std::string stub = make_stub(read_text_file(paths.root + "/" + solution), lab.id(), solution);
  const std::string current = fs::exists(path) ? read_text_file(path) : "";
  if (current == stub) return;
  if (check) {
    std::printf("%s differs from the stub of %s\n", shown.c_str(), solution.c_str());
    ++outcome.differing;
  } else if (!current.empty() && !force && holds_work(paths, lab, task, current)) {
    std::printf("kept %s: it holds edits; --force overwrites it\n", shown.c_str());
    ++outcome.kept;
  } else {
    write_if_changed(path, stub);
    std::printf("wrote %s\n", shown.c_str());
    ++outcome.written;
  }
  if (!check && outcome.kept == 0) write_if_changed(text(paths.build, "/stubs/", lab.folder, "/", task.file), stub);
}

}  // namespace

int sync_stubs_command(const Paths& paths, const std::string& lab, bool check, bool force) {
  Outcome outcome;
  for (const LabManifest& manifest : find_labs(paths.root)) {
    if (!lab.empty() && manifest.number != lab_named(paths, lab).number) continue;
    for (const Task& task : manifest.tasks)
      if (!task.file.empty()) sync_file(paths, manifest, task, check, force, outcome);
  }
  if (outcome.written + outcome.differing + outcome.kept == 0) std::puts("all stubs are those of their solutions");
  return outcome.differing + outcome.kept == 0 ? 0 : 1;
}

}  // namespace llmsys
