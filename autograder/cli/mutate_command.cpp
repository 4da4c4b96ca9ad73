#include <cstdio>

#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/mutants.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {

int mutate_command(const Paths& paths, const std::string& lab, const std::string& only) {
  const LabManifest manifest = lab_named(paths, lab);
  const std::vector<Mutant> mutants = find_mutants(paths, manifest);
  int killed = 0, run = 0;
  ProgressBar bar("mutants", static_cast<int64_t>(mutants.size()));
  for (const Mutant& mutant : mutants) {
    if (!only.empty() && mutant.name != only) continue;
    bar.update(run++, mutant.name);
    const MutantOutcome outcome = run_mutant(paths, manifest, mutant, fresh_seed());
    killed += outcome.killed ? 1 : 0;
    std::printf("%-9s %-34s %s:%s  %.110s\n", outcome.killed ? "killed" : "SURVIVED", mutant.name.c_str(),
                mutant.task.c_str(), mutant.rung.c_str(), outcome.detail.c_str());
    std::fflush(stdout);
  }
  LLMSYS_CHECK(ValueError, run > 0, "no mutant is named ", only);
  std::printf("%d of %d mutants killed\n", killed, run);
  return killed == run ? 0 : 1;
}

}  // namespace llmsys
