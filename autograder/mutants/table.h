/// @file
/// What a run of generated mutants is worth, in words.
#pragma once
#include <string>
#include <vector>

#include "autograder/mutants/survivors.h"

namespace llmsys::mutants {

/// A row for each kind of change and one for all: generated, not compiling, equivalent, killed, by timeout, survived, and
/// the share of real programs that were killed.
std::string fate_table(const std::vector<FilePopulation>& files);

/// Which tests killed how many.
std::string killer_table(const std::vector<FilePopulation>& files);

/// Survivors that are not listed, each with its place and the change; and listed ones that did not survive, or are not
/// generated any more.
/// @param whole  whether `files` holds all mutants of the lab: only then a listed one can be missed
std::vector<std::string> survivor_problems(const LabManifest& lab, const std::vector<FilePopulation>& files,
                                           const std::vector<ListedSurvivor>& listed, bool whole);

}  // namespace llmsys::mutants
