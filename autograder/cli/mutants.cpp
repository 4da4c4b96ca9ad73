#include "autograder/cli/mutants.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

std::string head_value(const std::string& patch, const std::string& key) {
  const std::string head = "\n" + patch.substr(0, patch.find("\n--- "));
  const size_t at = head.find("\n" + key + ": ");
  if (at == std::string::npos) return "";
  const size_t start = at + key.size() + 3;
  return head.substr(start, head.find('\n', start) - start);
}

// A fresh copy of the solution with the patch applied.
std::string mutated_folder(const Paths& paths, const LabManifest& lab, const Mutant& mutant, Slot slot) {
  const std::string top = text(paths.build, "/mutants/", slot);
  const std::string folder = text(top, "/solutions/", lab.folder);
  fs::remove_all(top);
  fs::create_directories(folder);
  for (const auto& entry : fs::directory_iterator(text(paths.root, "/solutions/", lab.folder)))
    fs::copy_file(entry.path(), fs::path(folder) / entry.path().filename());
  const Captured result = capture({"patch", "-p1", "--fuzz=0", "--batch", "-d", top, "-i", mutant.path});
  LLMSYS_CHECK(ValueError, result.code == 0, mutant.path, " does not apply to the solution:\n", result.text);
  return folder;
}

// A mutant on its way: where it is built, and where its files are.
struct Placed {
  const Mutant* mutant;
  Slot slot;
  std::string folder;
};

// Builds the workers of all of them in one go, on all cores. One that cannot be built is found out when it is graded.
void build_together(const Paths& paths, const LabManifest& lab, const std::vector<Placed>& batch) {
  const BuildLock lock(paths);
  std::map<std::string, std::string> programs;
  for (const Placed& placed : batch) {
    prepare_overlay(paths, lab, placed.folder, placed.slot);
    const Task* task = lab.find(placed.mutant->task);
    LLMSYS_CHECK(ValueError, task != nullptr, placed.mutant->path, ": there is no task ", placed.mutant->task);
    programs.merge(worker_programs(lab, placed.slot, *task, {text(placed.mutant->task, ":", placed.mutant->rung)}));
  }
  build_programs(paths, {}, programs);
}

MutantOutcome grade_mutant(const Paths& paths, const LabManifest& lab, const Placed& placed, uint64_t seed) {
  const Mutant& mutant = *placed.mutant;
  const GradeReport report = grade(paths, lab,
                                   {.folder = placed.folder,
                                    .slot = placed.slot,
                                    .only = {mutant.task + ":" + mutant.rung},
                                    .seed = seed,
                                    .sandbox = SandboxLevel::l0,
                                    .diagnoses = false});
  const TestReport& test = report.tests.at(0);
  const bool failed = test.status != Status::pass && test.status != Status::build && test.status != Status::internal &&
                      test.status != Status::not_graded;
  const bool named = mutant.diagnosis.empty() || test.diagnosis == mutant.diagnosis;
  const std::string found = test.diagnosis.empty() ? "" : text(" [", test.diagnosis, "]");
  return {failed && named, text(test.status, found, " ", test.message)};
}

}  // namespace

std::vector<Mutant> find_mutants(const Paths& paths, const LabManifest& lab) {
  std::vector<Mutant> mutants;
  const std::string folder = text(paths.root, "/autograder/", lab.folder, "/mutants");
  if (!fs::exists(folder)) return mutants;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".patch") continue;
    const std::string patch = read_text_file(entry.path().string());
    Mutant mutant{.name = entry.path().stem().string(),
                  .path = entry.path().string(),
                  .task = head_value(patch, "Task"),
                  .rung = head_value(patch, "Killed-by"),
                  .diagnosis = head_value(patch, "Diagnosis")};
    LLMSYS_CHECK(ValueError, !mutant.task.empty() && !mutant.rung.empty(), mutant.path,
                 " must begin with lines `Task: ...` and `Killed-by: ...`");
    mutants.push_back(mutant);
  }
  std::sort(mutants.begin(), mutants.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return mutants;
}

void run_mutants(const Paths& paths, const LabManifest& lab, const std::vector<Mutant>& mutants, uint64_t seed,
                 const std::function<void(const Mutant&, const MutantOutcome&)>& report) {
  for (size_t start = 0; start < mutants.size(); start += kMutantSlots) {
    std::vector<Placed> batch;
    for (size_t i = start; i < std::min(mutants.size(), start + kMutantSlots); ++i) {
      const Slot slot = static_cast<Slot>(static_cast<size_t>(Slot::mutant0) + (i - start));
      batch.push_back({&mutants[i], slot, mutated_folder(paths, lab, mutants[i], slot)});
    }
    build_together(paths, lab, batch);
    for (const Placed& placed : batch) report(*placed.mutant, grade_mutant(paths, lab, placed, seed));
  }
}

}  // namespace llmsys
