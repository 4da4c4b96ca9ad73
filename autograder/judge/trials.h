/// @file
/// Tests of a lab's tests: the rungs of a task against generated mutants, and against changed answers. Timed rungs are left
/// out.
#pragma once
#include <functional>
#include <vector>

#include "autograder/judge/runner.h"

namespace llmsys {

/// How one mutant fared.
struct MutantResult {
  int mutant = 0;      ///< its number; 0: the solution itself
  CaseResult killer;   ///< the first test that did not pass; the last that did if all passed
  double seconds = 0;  ///< of all its tests
};

/// Runs the selected tests on the solution (mutant 0, a result for each test), then on each mutant until one does not pass:
/// first the tests that have killed most in the least time. The workers must hold the mutants (autograder/mutants). A test has
/// several times the time that the solution took. Tests that the solution does not pass are left out.
/// @param report  called from one thread at a time
void run_mutants(const LabManifest& lab, const RunOptions& options, const std::vector<int>& mutants,
                 const std::function<void(const MutantResult&)>& report);

/// Runs each selected test once with each corruption of the answers; see Corruption.
/// @param report  called from one thread at a time
void run_corrupted(const LabManifest& lab, const RunOptions& options,
                   const std::function<void(Corruption, const CaseResult&)>& report);

}  // namespace llmsys
