/// @file
/// Submissions laid out for programs that look for copies: JPlag and MOSS.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/manifest/manifest.h"

namespace llmsys {

/// What one student handed in.
struct StudentFiles {
  std::string id;                              ///< of the submission
  std::map<std::string, std::string> content;  ///< task files by name
};

/// A folder of files for such a program.
struct SimilarityFolder {
  std::map<std::string, std::string> files;  ///< by path
  std::string next_steps;                    ///< the commands to run, for people
};

/// The public solution's name among the submissions.
inline constexpr const char* kPublicSolution = "public_solution";

/// submissions/STUDENT/FILE for each student and for the public solution, and base/FILE, the stubs, which everybody shares. Kernel
/// files (.cu) become .cpp, as neither program knows them. Whoever handed in nothing is left out.
/// @param tool    "jplag" or "moss"; for moss, which is a server of others, students have numbers, and key.csv says whose
/// @param folder  where the files will be, for the commands     @param root  the repository
SimilarityFolder similarity_folder(const std::string& tool, const LabManifest& lab,
                                   const std::vector<StudentFiles>& students, const std::string& folder,
                                   const std::string& root);

}  // namespace llmsys
