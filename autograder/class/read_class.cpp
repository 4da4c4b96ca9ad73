#include "autograder/class/read_class.h"

#include <filesystem>

#include "autograder/class/class_files.h"
#include "autograder/cli/sha256.h"
#include "autograder/sandbox/probe.h"
#include "autograder/submission/layouts.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

// An instructor's own download may be large; its entries are held to the same rules.
UnpackBox class_box(UnpackBox box) {
  box.memory_bytes = 4 * kClassLimits.total_bytes;
  box.seconds = 120;
  return box;
}

// The folder that holds the submissions.
std::string unpacked(const UnpackBox& box, const std::string& submissions, const std::string& out) {
  LLMSYS_CHECK(ValueError, fs::exists(submissions), "there is no folder or archive ", submissions);
  if (fs::is_directory(submissions)) return submissions;
  const std::string folder = out + "/state/unpacked";
  fs::remove_all(folder);
  fs::create_directories(folder);
  Found found = unpack_apart(submissions, {}, class_box(box));
  LLMSYS_CHECK(ValueError, found.refusal.empty(), "the archive ", submissions, " is refused: ", found.refusal);
  for (const FoundFile& file : found.files) write_atomically(text(folder, "/", file.path), file.content);
  return folder;
}

}  // namespace

ReadClass read_class(const Paths& paths, const LabManifest& lab, const GradeAllCommand& command,
                     const std::string& out) {
  const UnpackBox box{.program = paths.build + "/autograder/submission/llmsys_unpack",
                      .sandbox = choose_sandbox(command.sandbox, command.require_sandbox)};
  const std::string folder = unpacked(box, command.submissions, out);
  HandedInClass handed_in = find_submissions(folder, {.layout = command.layout, .id_regex = command.id_regex});
  ReadClass read;
  read.notes = handed_in.notes;
  ProgressBar bar("reading", static_cast<int64_t>(handed_in.students.size()));
  for (HandedIn& handed : handed_in.students) {
    Submission submission;
    const TaskFiles files = read_submission(lab, handed.pieces, box, submission.refusal);
    write_files(out, handed.id, files.content);
    for (const auto& [file, content] : files.content) submission.hashes[file] = sha256(content);
    submission.problems = files.problems;
    for (const std::string& note : handed.notes) read.notes.push_back(text(handed.id, ": ", note));
    submission.handed = std::move(handed);
    read.submissions.push_back(std::move(submission));
    bar.update(static_cast<int64_t>(read.submissions.size()));
  }
  return read;
}

}  // namespace llmsys
