/// @file
/// What a student release must not tell, and whether a folder tells it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"

namespace llmsys {

/// What occurs in solutions, right answers, diagnoses, mutants or hidden tests: lines and names that are nowhere else in the
/// repository, and passages of solutions wherever else they are. A copy of a solution that was forgotten in labs/ makes its
/// lines known, but not its passages.
struct Secrets {
  std::set<std::string> lines;     ///< without the blanks around them, and none too short to mean anything
  std::set<std::string> passages;  ///< see passages_of(), of what lies between a solution's markers
  std::set<std::string> names;     ///< of functions, types and variables
  std::set<std::string> words;     ///< in the messages of tests to students, which may be read
};

/// Each three lines of code in a row, without comments and lines that hold little more than a bracket.
std::set<std::string> passages_of(const std::string& content);

/// Whether a file of the repository, by its path from the root on, is one of those.
bool is_secret_file(const std::string& file);

/// The secrets of a repository.
Secrets secrets_of(const std::string& root);

/// What of it the files of `folder` hold, in sentences: a secret file, a line of one, a name in an object, or a path of this
/// machine. Empty if nothing leaks.
/// @param forbidden_paths  texts that no object may hold, such as the path of the repository
std::vector<std::string> find_leaks(const std::string& folder, const Secrets& secrets,
                                    const std::vector<std::string>& forbidden_paths);

}  // namespace llmsys
