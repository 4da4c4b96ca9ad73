#include "autograder/export/similarity_command.h"

#include <cstdio>
#include <filesystem>

#include "autograder/export/similarity.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

LabManifest manifest_of(const Paths& paths, int number) {
  for (LabManifest& lab : find_labs(paths.root))
    if (lab.number == number) return std::move(lab);
  throw ValueError(text("lab ", number, " is not in this repository, so its stubs and solution are not either"));
}

// The task files of a submission, which grade-all keeps in files/ID. What is no plain file there is not read.
StudentFiles files_of(const ClassResults& results, const StudentResult& student) {
  StudentFiles out{.id = student.id, .content = {}};
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(text(results.folder, "/files/", student.id), none))
    if (fs::is_regular_file(entry.symlink_status()))
      out.content[entry.path().filename().string()] = read_text_file(entry.path().string());
  return out;
}

}  // namespace

int export_similarity(const Paths& paths, const ExportCommand& command, const ClassResults& results) {
  LLMSYS_CHECK(ValueError, !results.single, command.format,
               " compares a class: give a folder that ./lab grade-all wrote");
  const std::string folder =
      fs::absolute(command.out.empty() ? results.folder + "/export/" + command.format : command.out)
          .lexically_normal()
          .string();
  LLMSYS_CHECK(
      IoError, !fs::exists(folder) || fs::is_empty(folder), folder,
      " is not empty: files of an earlier export would be compared, too. Remove it, or choose another by --out");
  std::vector<StudentFiles> students;
  size_t with_files = 0;
  for (const StudentResult& student : results.submissions) {
    students.push_back(files_of(results, student));
    with_files += students.back().content.empty() ? 0 : 1;
  }
  LLMSYS_CHECK(IoError, with_files > 0, results.folder,
               "/files holds no submission's files: run ./lab grade-all again");
  const SimilarityFolder out =
      similarity_folder(command.format, manifest_of(paths, results.lab), students, folder, paths.root);
  for (const auto& [path, content] : out.files) write_atomically(text(folder, "/", path), content);
  std::printf("%zu submissions and the public solution in %s; %zu without files are left out\n\n%s", with_files,
              folder.c_str(), students.size() - with_files, out.next_steps.c_str());
  return 0;
}

}  // namespace llmsys
