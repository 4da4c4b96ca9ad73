#include "autograder/mutants/planted_table.h"

#include <algorithm>
#include <tuple>

#include "autograder/cli/mutants.h"
#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

// Tasks in the order of work.
std::vector<Mutant> in_order(const Paths& paths, const LabManifest& lab) {
  std::vector<Mutant> mutants = find_mutants(paths, lab);
  const auto place = [&](const Mutant& mutant) { return lab.find(mutant.task) - lab.tasks.data(); };
  std::stable_sort(mutants.begin(), mutants.end(),
                   [&](const Mutant& a, const Mutant& b) { return place(a) < place(b); });
  return mutants;
}

}  // namespace

std::string planted_tables(const Paths& paths) {
  std::string out;
  for (const LabManifest& lab : find_labs(paths.root)) {
    const std::vector<Mutant> mutants = in_order(paths, lab);
    const auto named =
        std::count_if(mutants.begin(), mutants.end(), [](const Mutant& m) { return !m.diagnosis.empty(); });
    out += text("\n### Lab ", lab.number, ": ", mutants.size(), " mistakes, ", named, " named\n\n",
                "| mistake | task | caught by | named as |\n|---|---|---|---|\n");
    for (const Mutant& mutant : mutants)
      out += text("| `", mutant.name, "` | ", mutant.task, " | ", mutant.rung, " | ",
                  mutant.diagnosis.empty() ? "" : "`" + mutant.diagnosis + "`", " |\n");
  }
  return out;
}

}  // namespace llmsys::mutants
