/// @file
/// Mutants: small wrong changes to a solution, each of which a named test must catch.
///
/// A mutant is a patch with a head of `Key: value` lines:
/// `Task: 0.2`, `Killed-by: property` (the rung), and optionally `Diagnosis: column_major` (the mistake that the report
/// must then name).
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"
#include "autograder/report/report.h"

namespace llmsys {

/// A planted mistake.
struct Mutant {
  std::string name;       ///< file name without .patch
  std::string path;       ///< of the patch
  std::string task;       ///< "0.2"
  std::string rung;       ///< whose test must fail
  std::string diagnosis;  ///< which must be named; empty: any or none
};

/// The mutants of a lab, by name.  @throws ValueError for a patch without the needed head
std::vector<Mutant> find_mutants(const Paths& paths, const LabManifest& lab);

/// What became of one.
struct MutantOutcome {
  bool killed = false;  ///< the named test failed, and named the mistake if it had to
  std::string detail;   ///< how the test ended, in a line
};

/// Applies each patch to a copy of the solution and runs its named test only. Several are built at a time.
/// @param report  called for each mutant in order
void run_mutants(const Paths& paths, const LabManifest& lab, const std::vector<Mutant>& mutants, uint64_t seed,
                 const std::function<void(const Mutant&, const MutantOutcome&)>& report);

}  // namespace llmsys
