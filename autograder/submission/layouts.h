/// @file
/// How a class's submissions lie in a folder: as Moodle, Canvas, GitHub Classroom or Gradescope write them, or one folder or
/// archive for each student.
#pragma once
#include <string>
#include <vector>

#include "autograder/submission/submission.h"

namespace llmsys {

/// How to read a class's folder.
struct LayoutOptions {
  std::string layout = "auto";  ///< or "plain", "moodle", "canvas", "classroom", "gradescope"
  std::string id_regex;  ///< whose first group is the id in the name of a file or folder; empty: as the layout has it
};

/// The layouts that --layout takes.
const std::vector<std::string>& layout_names();

/// A class, as it was found.
struct HandedInClass {
  std::string layout;              ///< as it was recognised
  std::vector<HandedIn> students;  ///< by id
  std::vector<std::string> notes;  ///< what was passed over, and why
};

/// Finds the submissions in `folder`. Of several by one student the latest counts, and the others are named in its notes. A
/// folder that holds nothing but one folder is that folder.
/// @throws ValueError if there are none, or for an id_regex that is none
HandedInClass find_submissions(const std::string& folder, const LayoutOptions& options);

/// `words` as the name of a file: letters, digits, dot, dash, underscore, and letters of other scripts; never hidden, at most
/// 100 bytes.
std::string id_from(std::string_view words);

}  // namespace llmsys
