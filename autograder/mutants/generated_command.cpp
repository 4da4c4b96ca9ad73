// ./lab mutate N --generated, ./lab mutate all --table
#include <cstdio>
#include <optional>

#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/mutants/campaign.h"
#include "autograder/mutants/planted_table.h"
#include "autograder/mutants/store.h"
#include "autograder/mutants/table.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

using namespace mutants;

constexpr uint64_t kSampleSeed = 1;

int count_of(const std::vector<FilePopulation>& files) {
  int count = 0;
  for (const FilePopulation& file : files) count += static_cast<int>(file.mutants.size());
  return count;
}

void list_mutants(const LabManifest& lab, const std::vector<FilePopulation>& files) {
  for (const FilePopulation& file : files)
    for (const Generated& mutant : file.mutants) {
      const Change& change = file.change_of(mutant);
      const Diff diff = diff_of(file.source->content(), change);
      std::printf("%s #%d %s solutions/%s/%s:%d\n  - %s\n  + %s\n", file.task->id.c_str(), mutant.number,
                  change.kind.c_str(), lab.folder.c_str(), file.task->file.c_str(), diff.line, diff.before.c_str(),
                  diff.after.c_str());
    }
}

// One bar for each stage; where there is no terminal, none.
class Stages {
 public:
  void show(const std::string& stage, int done, int all) {
    if (stage != stage_) bar_.emplace(stage, all);
    stage_ = stage;
    bar_->update(done);
  }

 private:
  std::string stage_;
  std::optional<ProgressBar> bar_;
};

// Files are kept as they are finished: a run that is broken off loses one at most.
void run(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, bool resume) {
  if (resume)
    for (FilePopulation& file : files)
      if (take_kept_fates(paths, lab, file)) std::printf("%s: kept from before\n", file.task->file.c_str());
  Stages stages;
  run_campaign(paths, lab, files, kSuiteSeed,
               {.progress = [&](const std::string& stage, int done, int all) { stages.show(stage, done, all); },
                .finished = [&](const FilePopulation& file) { keep_fates(paths, lab, file); }});
}

}  // namespace

int planted_table_command(const Paths& paths) {
  std::fputs(planted_tables(paths).c_str(), stdout);
  return 0;
}

int generated_mutants_command(const Paths& paths, const GeneratedMutantsCommand& command) {
  const LabManifest lab = lab_named(paths, command.lab);
  std::vector<FilePopulation> files = population_of(paths, lab, command.task);
  if (command.sample > 0) keep_sample(files, command.sample, seed_from(command.seed, kSampleSeed));
  if (command.list) return list_mutants(lab, files), 0;
  std::printf("lab %s: %d generated mutants in %zu files\n", lab.folder.c_str(), count_of(files), files.size());
  std::fflush(stdout);
  run(paths, lab, files, command.resume);
  std::printf("%s%s", fate_table(files).c_str(), killer_table(files).c_str());
  const bool whole = command.sample == 0 && command.task.empty();
  const std::vector<std::string> problems = survivor_problems(lab, files, listed_survivors(paths, lab), whole);
  for (const std::string& problem : problems) std::printf("%s\n", problem.c_str());
  std::printf("%d passed, %zu failed, 0 skipped\n", count_of(files) - static_cast<int>(problems.size()),
              problems.size());
  return problems.empty() ? 0 : 1;
}

}  // namespace llmsys
