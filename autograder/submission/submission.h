/// @file
/// One student's submission, from whatever was handed in to a lab's task files.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autograder/submission/task_files.h"
#include "autograder/submission/unpack_apart.h"

namespace llmsys {

/// A file, a folder or an archive on disk that belongs to a submission.
struct Piece {
  std::string path;  ///< where it is
  std::string name;  ///< what the student called it, as far as the layout tells: "backward.cpp", "lab01.zip"
};

/// What one student handed in, as a layout tells it; nothing of it is opened yet.
struct HandedIn {
  std::string id;                       ///< unique in its class, and a file's name: "1234567", "jane"
  std::string name;                     ///< "Jane Doe"; empty if unknown
  std::string email;                    ///< empty if unknown
  std::string layout;                   ///< "plain", "moodle", "canvas", "classroom", "gradescope"
  std::string source;                   ///< of the class's folder: "jane.zip"
  std::vector<Piece> pieces;            ///< what to read
  std::optional<int64_t> submitted_at;  ///< seconds since 1970, where the layout tells it
  std::vector<std::string> notes;       ///< for the instructor: "handed in late", "2 submissions: ..."
};

/// Reads the task files of one submission: folders, archives, archives in folders, single files. What a student did wrong is
/// in the result, sentence by sentence; nothing is thrown for it.
/// @param refusal  set to the reason if an archive is refused
TaskFiles read_submission(const LabManifest& lab, const std::vector<Piece>& pieces, const UnpackBox& box,
                          std::string& refusal);

}  // namespace llmsys
