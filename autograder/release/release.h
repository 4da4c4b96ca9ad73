/// @file
/// The command `release`: the repository as students, instructors or Gradescope get it.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"
#include "autograder/release/record.h"

namespace llmsys {

/// What `lab release` takes.
struct ReleaseCommand {
  Audience audience = Audience::student;  ///< who gets it
  std::string lab;                        ///< gradescope: whose submissions are graded
  std::string out;                        ///< the new folder; gradescope: the new archive
  std::string labs;                       ///< "0-2,4"; empty: all
  bool zip = false;                       ///< also as OUT.zip
  bool no_programs = false;               ///< without what train, generate and eval need of labs that are not released
};

/// `lab release`. 0 if the release is there.
int release_command(const Paths& paths, const ReleaseCommand& command);

/// The labs of "0-2,4".  @throws ValueError naming those there are
std::vector<LabManifest> labs_in(const std::vector<LabManifest>& all, const std::string& range);

/// What `lab pack` takes.
struct PackCommand {
  std::string lab;   ///< "0"
  std::string out;   ///< the archive; empty: labNN.zip here
  std::string from;  ///< the folder with the files; empty: labs/NN_name
};

/// `lab pack N`: the task files of a lab as an archive to hand in. 0 if all of them compile and none is an untouched stub.
int pack_command(const Paths& paths, const PackCommand& command);

}  // namespace llmsys
