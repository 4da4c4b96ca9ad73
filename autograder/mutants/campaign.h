/// @file
/// Runs generated mutants: compiles a file's mutants together, has the judge run the task's tests on each, and finds out
/// which of the survivors are the solution in other words.
#pragma once
#include <cstdint>
#include <functional>

#include "autograder/mutants/population.h"

namespace llmsys::mutants {

/// Settles the fate of each mutant.
/// @param seed    of the tests' inputs
/// @param progress  called as it goes on: what is done now, how much of it, of how much
/// @throws ValueError if the solution itself fails a test; IoError if something of ours cannot be built
void run_campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
                  const std::function<void(const std::string& stage, int done, int all)>& progress);

}  // namespace llmsys::mutants
