/// @file
/// Mutants: small wrong changes to a solution, each of which a named test must catch.
///
/// A mutant is a patch with a head of `Key: value` lines:
/// `Task: 0.2`, `Killed-by: property` (the rung), and optionally `Diagnosis: column_major` (the mistake that the report
/// must then name).
#pragma once
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

/// Applies the patch to a copy of the solution and runs the named test only.
MutantOutcome run_mutant(const Paths& paths, const LabManifest& lab, const Mutant& mutant, uint64_t seed);

}  // namespace llmsys
