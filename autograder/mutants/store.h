/// @file
/// Fates kept on disk, a file for each solution: a run that was broken off goes on where it was.
#pragma once
#include "autograder/mutants/population.h"

namespace llmsys::mutants {

/// Writes the fates of a file's mutants to build/mutants/generated/, in one step; a sample is not kept.
void keep_fates(const Paths& paths, const LabManifest& lab, const FilePopulation& file);

/// Takes the fates that an earlier run kept for the same solution and the same changes of it; the tests may have changed
/// since then.  @return whether each mutant of `file` has one
bool take_kept_fates(const Paths& paths, const LabManifest& lab, FilePopulation& file);

}  // namespace llmsys::mutants
