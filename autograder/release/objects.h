/// @file
/// The objects of a release: solutions, and per lab one with right answers, diagnoses and tests.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"

namespace llmsys {

/// What a release's objects hold.
struct ObjectChoice {
  std::vector<LabManifest> labs;  ///< that can be graded there
  bool hidden_tests = false;      ///< whether their judges have the hidden tests
  bool programs = true;           ///< with the solutions of all other labs, which train, generate and eval run on
};

/// Compiles in preset release and writes prebuilt/*.o below `out`, without names that tell anything.
/// @throws IoError if something does not compile
void place_objects(const Paths& paths, const ObjectChoice& choice, const std::string& out);

}  // namespace llmsys
