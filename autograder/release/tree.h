/// @file
/// Which files of the repository a release has.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"

namespace llmsys {

/// A file that a release will have.
struct ReleaseFile {
  std::string from;         ///< the file that is copied; empty: `content` is written
  std::string content;      ///< see from
  bool executable = false;  ///< whether it can be run
};

/// The files of a release by their paths in it, from its root on.
using ReleaseTree = std::map<std::string, ReleaseFile>;

/// Every file of the repository that is worth keeping: no build folders, no downloads, no runs, no other releases.
/// @return paths from the root on, sorted
std::vector<std::string> repository_files(const std::string& root);

/// The files that students get of the repository: the framework, the programs, the handouts and stubs of `labs`, the headers and
/// given files of all labs, public tests, and what is compiled to run them. No solutions, right answers, diagnoses, mutants or
/// hidden tests, and of the grader no attacks and no tests of its own.
ReleaseTree student_tree(const Paths& paths, const std::vector<LabManifest>& labs);

/// All of it.
ReleaseTree whole_tree(const Paths& paths);

/// Files below `root` that `start` includes, directly or not, by lines `#include "..."`; those that are there, `start` too.
std::set<std::string> with_includes(const std::string& root, const std::vector<std::string>& start);

}  // namespace llmsys
