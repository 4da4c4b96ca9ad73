#include "autograder/mutants/population.h"

#include <algorithm>

#include "framework/base/error.h"
#include "framework/base/rng.h"

namespace llmsys::mutants {
namespace {

constexpr size_t kSampleOfFile = 15;

FilePopulation mutants_of(const Paths& paths, const LabManifest& lab, const Task& task) {
  const std::string shown = text("solutions/", lab.folder, "/", task.file);
  FilePopulation out;
  out.task = &task;
  out.source = std::make_unique<Source>(read_text_file(paths.root + "/" + shown), shown);
  out.changes = changes_of(*out.source);
  for (size_t i = 0; i < out.changes.all.size(); ++i)
    out.mutants.push_back({static_cast<int>(i) + 1, Fate::waiting, "", ""});
  return out;
}

template <class T>
void shuffle(std::vector<T>& items, Rng& rng) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[static_cast<size_t>(rng.below(i))]);
}

}  // namespace

std::vector<FilePopulation> population_of(const Paths& paths, const LabManifest& lab, const std::string& task) {
  std::vector<FilePopulation> out;
  for (const Task& one : lab.tasks)
    if (!one.file.empty() && (task.empty() || one.id == task)) out.push_back(mutants_of(paths, lab, one));
  LLMSYS_CHECK(ValueError, !out.empty(), "lab ", lab.folder, " has no task ", task, " with a file of its own");
  return out;
}

void keep_sample(std::vector<FilePopulation>& files, int count, uint64_t seed) {
  Rng rng(seed, 0);
  shuffle(files, rng);
  size_t left = static_cast<size_t>(count);
  for (FilePopulation& file : files) {
    shuffle(file.mutants, rng);
    file.mutants.resize(std::min({file.mutants.size(), left, kSampleOfFile}));
    std::sort(file.mutants.begin(), file.mutants.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    left -= file.mutants.size();
  }
  std::erase_if(files, [](const FilePopulation& file) { return file.mutants.empty(); });
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.task < b.task; });
}

}  // namespace llmsys::mutants
