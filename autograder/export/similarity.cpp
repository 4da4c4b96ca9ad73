#include "autograder/export/similarity.h"

#include <cstdio>
#include <set>

#include "autograder/cli/paths.h"
#include "autograder/export/csv.h"
#include "autograder/export/tables.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// "saxpy.cu" becomes "saxpy_cu.cpp": a lab may have a saxpy.cpp, too.
std::string renamed(const std::string& file) {
  return file.ends_with(".cu") ? file.substr(0, file.size() - 3) + "_cu.cpp" : file;
}

// In single quotes for a shell.
std::string quoted(const std::string& path) {
  std::string out = "'";
  for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::set<std::string> task_files(const LabManifest& lab) {
  std::set<std::string> out;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) out.insert(task.file);
  return out;
}

void add_files_of_lab(SimilarityFolder& out, const LabManifest& lab, const std::string& root) {
  for (const std::string& file : task_files(lab)) {
    out.files["base/" + renamed(file)] = read_text_file(text(root, "/labs/", lab.folder, "/", file));
    out.files[text("submissions/", kPublicSolution, "/", renamed(file))] =
        read_text_file(text(root, "/solutions/", lab.folder, "/", file));
  }
}

std::string jplag_steps(const std::string& folder) {
  return text("JPlag (Java 21, https://github.com/jplag/JPlag) runs on this machine; nothing leaves it:\n",
              "  java -jar jplag.jar --language cpp --base-code ", quoted(folder + "/base"), " --result-file ",
              quoted(folder + "/result"), " ", quoted(folder + "/submissions"), "\n");
}

std::string moss_steps(const LabManifest& lab, const std::string& folder) {
  std::string bases;
  for (const std::string& file : task_files(lab)) bases += " -b base/" + renamed(file);
  return text("MOSS is a server of Stanford University. Students have numbers there; key.csv stays with you:\n  cd ",
              quoted(folder), " && moss -l cc -d", bases, " submissions/*/*.cpp\n");
}

}  // namespace

SimilarityFolder similarity_folder(const std::string& tool, const LabManifest& lab,
                                   const std::vector<StudentFiles>& students, const std::string& folder,
                                   const std::string& root) {
  SimilarityFolder out;
  add_files_of_lab(out, lab, root);
  const bool numbers = tool == "moss";
  const std::set<std::string> wanted = task_files(lab);
  std::string key = csv_line({"number", "id"});
  size_t number = 0;
  for (const StudentFiles& student : students) {
    char padded[24];
    std::snprintf(padded, sizeof padded, "s%04zu", ++number);
    const std::string name = numbers ? padded : "student_" + file_name(student.id);  // never that of the solution
    for (const auto& [file, content] : student.content)
      if (wanted.contains(file)) out.files[text("submissions/", name, "/", renamed(file))] = content;
    if (!student.content.empty()) key += csv_line({padded, not_a_formula(student.id)});
  }
  if (numbers) out.files["key.csv"] = key;
  out.next_steps = numbers ? moss_steps(lab, folder) : jplag_steps(folder);
  out.next_steps +=
      text("A high similarity with ", kPublicSolution, " means that somebody copied the published solution.\n");
  return out;
}

}  // namespace llmsys
