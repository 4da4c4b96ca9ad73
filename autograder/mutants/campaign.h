/// @file
/// Runs generated mutants: compiles a file's mutants together, has the judge run the task's tests on each, and finds out
/// which of the survivors are the solution in other words.
#pragma once
#include <cstdint>
#include <functional>

#include "autograder/mutants/population.h"

namespace llmsys::mutants {

/// What a campaign tells while it runs.
struct CampaignReports {
  std::function<void(const std::string& stage, int done, int all)> progress;  ///< what is done now, and how much of it
  std::function<void(const FilePopulation& file)> finished;                   ///< all mutants of a file have a fate
};

/// Settles the fate of each mutant that waits for one.
/// @param seed  of the tests' inputs
/// @throws ValueError if the solution itself fails a test; IoError if something of ours cannot be built
void run_campaign(const Paths& paths, const LabManifest& lab, std::vector<FilePopulation>& files, uint64_t seed,
                  const CampaignReports& reports);

}  // namespace llmsys::mutants
