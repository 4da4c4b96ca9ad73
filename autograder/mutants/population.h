/// @file
/// The generated mutants of a lab and what has become of each.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"
#include "autograder/mutants/change.h"

namespace llmsys::mutants {

/// What became of a mutant.
enum class Fate {
  waiting,     ///< nothing yet
  no_program,  ///< it does not compile
  equivalent,  ///< the compiler makes the solution's program of it
  killed,      ///< a test did not pass
  timeout,     ///< a test did not end in time: killed too
  survived,    ///< all tests of its task passed
};

/// A mutant and its fate.
struct Generated {
  int number = 0;             ///< in its file: its place in changes.all, from 1
  Fate fate = Fate::waiting;  ///< so far
  std::string rung;           ///< whose test killed it
  std::string message;        ///< what that test said
};

/// The mutants of a task's file.
struct FilePopulation {
  const Task* task = nullptr;      ///< whose file; belongs to the manifest
  std::unique_ptr<Source> source;  ///< the solution
  Changes changes;                 ///< what can be done to it
  std::vector<Generated> mutants;  ///< all of it, or a sample
  /// The change that a mutant is.
  [[nodiscard]] const Change& change_of(const Generated& mutant) const {
    return changes.all[static_cast<size_t>(mutant.number) - 1];
  }
};

/// The mutants of all files of a lab, or of one task ("0.2").
/// @throws ValueError if there is no such task, or it has no file of its own
std::vector<FilePopulation> population_of(const Paths& paths, const LabManifest& lab, const std::string& task = "");

/// Keeps about `count` of them, drawn by `seed`: at most 15 of a file, so that few files have to be compiled.
void keep_sample(std::vector<FilePopulation>& files, int count, uint64_t seed);

}  // namespace llmsys::mutants
