#include "autograder/submission/submission.h"

#include <algorithm>
#include <filesystem>

#include "autograder/submission/folder.h"
#include "autograder/submission/path_rules.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr size_t kMostArchives = 4;  // in one folder: a student may hand in several, nobody needs more

class PieceReader {
 public:
  PieceReader(const LabManifest& lab, const UnpackBox& box) : names_(task_file_names(lab)), box_(box) {}

  void read(const Piece& piece) {
    std::error_code ignored;
    const fs::file_status status = fs::symlink_status(piece.path, ignored);
    if (fs::is_directory(status))
      read_folder_of(piece);
    else if (is_archive_name(piece.name))
      read_archive(piece.path, piece.name, "");
    else
      read_file(piece);
  }

  [[nodiscard]] const Found& found() const { return found_; }

 private:
  [[nodiscard]] bool wanted(std::string_view path) const {
    return std::find(names_.begin(), names_.end(), file_name_of(path)) != names_.end();
  }

  void read_folder_of(const Piece& piece) {
    Found inner = read_folder(piece.path, [&](std::string_view path) { return wanted(path); });
    std::vector<std::string> archives;
    std::copy_if(inner.others.begin(), inner.others.end(), std::back_inserter(archives), is_archive_name);
    const bool only_archives = inner.files.empty();
    add(std::move(inner), "");
    if (!only_archives) return;  // the files themselves count, not a copy packed beside them
    archives.resize(std::min(archives.size(), kMostArchives));
    for (const std::string& name : archives) read_archive(piece.path + "/" + name, name, name + "/");
  }

  void read_archive(const std::string& path, const std::string& name, const std::string& below) {
    Found inner = unpack_apart(path, names_, box_);
    const bool archive_inside =
        inner.files.empty() && std::any_of(inner.others.begin(), inner.others.end(), is_archive_name);
    if (archive_inside && inner.refusal.empty())
      inner.refusal = "it holds an archive instead of the files: hand in the files";
    if (!inner.refusal.empty()) inner.refusal = text("the archive ", name, " is refused: ", inner.refusal);
    add(std::move(inner), below);
  }

  void read_file(const Piece& piece) {
    if (!wanted(piece.name)) {
      found_.others.push_back(piece.name);
      return;
    }
    std::string problem;
    std::string content = read_plain_file(piece.path, UnpackLimits{}.file_bytes, problem);
    if (problem.empty())
      found_.files.push_back({piece.name, std::move(content)});
    else
      found_.others.push_back(text(piece.name, " (", problem, ")"));
  }

  void add(Found inner, const std::string& below) {
    if (found_.refusal.empty()) found_.refusal = inner.refusal;
    for (FoundFile& file : inner.files) found_.files.push_back({below + file.path, std::move(file.content)});
    for (const std::string& other : inner.others) found_.others.push_back(below + other);
  }

  std::vector<std::string> names_;
  const UnpackBox& box_;
  Found found_;
};

}  // namespace

TaskFiles read_submission(const LabManifest& lab, const std::vector<Piece>& pieces, const UnpackBox& box,
                          std::string& refusal) {
  PieceReader reader(lab, box);
  for (const Piece& piece : pieces) reader.read(piece);
  refusal = reader.found().refusal;
  return choose_task_files(lab, reader.found());
}

}  // namespace llmsys
