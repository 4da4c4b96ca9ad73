/// @file
/// Which of the files that were handed in are a lab's task files.
#pragma once
#include <map>
#include <string>

#include "autograder/manifest/manifest.h"
#include "autograder/submission/unpack.h"

namespace llmsys {

/// The task files of one submission.
struct TaskFiles {
  std::map<std::string, std::string> content;  ///< by the name in lab.json: "backward.cpp"
  std::map<std::string, std::string> from;     ///< where each lay in what was handed in
  std::map<std::string, std::string>
      problems;  ///< why one could not be taken, by the same name; a sentence for the student
};

/// Takes a lab's task files out of what was found. Each may lie at the top, in labs/NN_name/, or below other folders: the
/// best place wins, in that order with labs/NN_name/ first. Two that differ in equally good places are ambiguous; none but a
/// similar name becomes a suggestion.
TaskFiles choose_task_files(const LabManifest& lab, const Found& found);

/// The names of a lab's task files.
std::vector<std::string> task_file_names(const LabManifest& lab);

}  // namespace llmsys
