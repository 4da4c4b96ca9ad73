#include <cstdio>

#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/mutants.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {

int mutate_command(const Paths& paths, const std::string& lab, const std::string& only, const std::string& seed) {
  const LabManifest manifest = lab_named(paths, lab);
  std::vector<Mutant> mutants = find_mutants(paths, manifest);
  if (!only.empty()) std::erase_if(mutants, [&](const Mutant& mutant) { return mutant.name != only; });
  LLMSYS_CHECK(ValueError, !mutants.empty(), "no mutant of lab ", manifest.folder, " is named ", only);
  int killed = 0, run = 0;
  ProgressBar bar("mutants", static_cast<int64_t>(mutants.size()));
  run_mutants(paths, manifest, mutants, seed_from(seed, kSuiteSeed),
              [&](const Mutant& mutant, const MutantOutcome& outcome) {
                killed += outcome.killed ? 1 : 0;
                std::printf("%-9s %-34s %s:%s  %.110s\n", outcome.killed ? "killed" : "SURVIVED", mutant.name.c_str(),
                            mutant.task.c_str(), mutant.rung.c_str(), outcome.detail.c_str());
                std::fflush(stdout);
                bar.update(++run, mutant.name);
              });
  std::printf("%d of %d mutants killed\n", killed, run);
  return killed == run ? 0 : 1;
}

}  // namespace llmsys
