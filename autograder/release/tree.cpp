#include "autograder/release/tree.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>

#include "autograder/cli/stubs.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

bool is_executable(const std::string& path) {
  return (fs::status(path).permissions() & fs::perms::owner_exec) != fs::perms::none;
}

ReleaseFile copy_of(const Paths& paths, const std::string& file) {
  const std::string path = paths.root + "/" + file;
  return {path, "", is_executable(path)};
}

bool matches(const std::string& file, const std::regex& pattern) { return std::regex_match(file, pattern); }

// "00_warm_up" of "labs/00_warm_up/view.h"; empty for a path that is no lab's.
std::string lab_of(const std::string& file) {
  static const std::regex kLab("^(labs|autograder|solutions)/([0-9][0-9]_[^/]+)/");
  std::smatch found;
  return std::regex_search(file, found, kLab) ? found[2].str() : "";
}

const LabManifest* find_lab(const std::vector<LabManifest>& labs, const std::string& folder) {
  const auto at = std::find_if(labs.begin(), labs.end(), [&](const LabManifest& lab) { return lab.folder == folder; });
  return at == labs.end() ? nullptr : &*at;
}

// What tests of the framework and of the profiler need, and labs ask for: a backward pass, a tiled product, a transpose.
bool is_worked(const std::string& file) {
  static const std::regex kKernels(
      "framework/simt/((corpus|samples|trace/tests)/.*|(executor|grids)_(test|bench)[.]cpp)|"
      "autograder/profile/programs/.*");
  static const std::regex kBackward(
      "framework/testing/backward[.]h|framework/(autograd|nn)/[a-z_]+_test[.]cpp|"
      "docs/extending_autograd_test[.]cpp");
  return matches(file, kKernels) || matches(file, kBackward);
}

// The folders and files whose purpose is that somebody reads and builds them.
bool is_public(const std::string& file) {
  static const std::regex kNot("docs/mutants[.]md|.*/mutants/.*|framework/io/corpus/.*");
  static const std::regex kFolders("(cmake|framework|datasets|programs|docs|notebooks|[.]devcontainer)/.*");
  static const std::regex kFiles(
      "CMakeLists[.]txt|CMakePresets[.]json|lab|LICENSE|CHANGELOG[.]md|Dockerfile|[.](clang-format|clangd|dockerignore|"
      "gitignore)");
  return !matches(file, kNot) && !is_worked(file) && (matches(file, kFolders) || matches(file, kFiles));
}

// Of the grader: what grades, without what tests or attacks it.
bool is_grader(const std::string& file) {
  if (!file.starts_with("autograder/") || !lab_of(file).empty()) return false;
  static const std::regex kNot("autograder/(structure|attacks|release/texts|[a-z]+/corpus)/.*|.*_test[.](cpp|cu|sh)");
  return !matches(file, kNot) && !is_worked(file);
}

// labs/NN_name: handout and task files only of the labs that are released.
bool is_of_lab(const std::vector<LabManifest>& all, const std::vector<LabManifest>& released, const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  if (find_lab(released, lab_of(file)) != nullptr) return true;  // stubs are made afresh below
  const LabManifest* lab = find_lab(all, lab_of(file));
  if (lab == nullptr) return true;  // not a lab yet: only code of the system
  const bool task_file = std::any_of(lab->tasks.begin(), lab->tasks.end(), [&](const Task& task) {
    return file == text("labs/", lab->folder, "/", task.file);
  });
  return !task_file && name != "lab.json" && name != "README.md" && file.find("/figures/") == std::string::npos;
}

// What the build needs of autograder/NN_name besides its judge.
bool is_compiled_of_grader(const std::string& file) {
  static const std::regex kSources(
      "autograder/[0-9]+_[^/]+/((kernel_)?scenarios[^/]*|profile|[a-z_]*bench|babble|[a-z]+_text)[.]cpp");
  return matches(file, kSources);
}

// A page of the documentation without the lines that link to what students do not get.
std::string without_withheld_links(const std::string& page) {
  static const std::regex kLink("\\]\\((mutants[.]md|../CONTRIBUTING[.]md|extending_autograd_test[.]cpp)");
  std::istringstream lines(page);
  std::string kept;
  for (std::string line; std::getline(lines, line);)
    if (!std::regex_search(line, kLink)) kept += line + "\n";
  return kept;
}

}  // namespace

std::vector<std::string> repository_files(const std::string& root) {
  static const std::regex kSkippedFolder(
      "build|runs|[.]git|datasets/cache|prebuilt|keys|(.*/)?([.](cache|ipynb_checkpoints|vscode|idea)|__pycache__)|.*"
      "[.][0-9]+[.]draft");
  static const std::regex kSkippedFile(
      ".*~|.*[.](swp|swo|orig|rej|bak|o|pyc)|(.*/)?#[^/]*#|CMakeUserPresets[.]json|[.]git|RELEASE[.]json");
  std::vector<std::string> files;
  for (auto at = fs::recursive_directory_iterator(root); at != fs::recursive_directory_iterator(); ++at) {
    const std::string file = at->path().lexically_relative(root).string();
    if (at->is_directory()) {
      const bool skipped = matches(file, kSkippedFolder) || fs::exists(at->path() / "CMakeCache.txt") ||
                           fs::exists(at->path() / "RELEASE.json");
      if (skipped) at.disable_recursion_pending();
    } else if (at->is_regular_file() && !at->is_symlink() && !matches(file, kSkippedFile)) {
      files.push_back(file);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> with_includes(const std::string& root, const std::vector<std::string>& start) {
  static const std::regex kInclude("^\\s*#include \"([^\"]+)\"");
  std::set<std::string> found;
  std::vector<std::string> open = start;
  while (!open.empty()) {
    const std::string file = open.back();
    open.pop_back();
    if (!fs::exists(root + "/" + file) || !found.insert(file).second) continue;
    std::istringstream lines(read_text_file(root + "/" + file));
    std::smatch match;
    for (std::string line; std::getline(lines, line);)
      if (std::regex_search(line, match, kInclude)) open.push_back(match[1]);
  }
  return found;
}

ReleaseTree student_tree(const Paths& paths, const std::vector<LabManifest>& labs) {
  const std::vector<LabManifest> all = find_labs(paths.root);
  static const std::regex kReadable("autograder/[^/]+/(tests_[^/]*[.]cpp|golden/.*)");
  ReleaseTree tree;
  std::vector<std::string> compiled;
  for (const std::string& file : repository_files(paths.root)) {
    const bool released = find_lab(labs, lab_of(file)) != nullptr;
    const bool readable = released && matches(file, kReadable);
    if (is_public(file) || is_grader(file) || readable || (file.starts_with("labs/") && is_of_lab(all, labs, file)))
      tree[file] = copy_of(paths, file);
    if (released && is_compiled_of_grader(file)) compiled.push_back(file);
  }
  for (const std::string& file : with_includes(paths.root, compiled))
    if (!lab_of(file).empty() && file.starts_with("autograder/")) tree[file] = copy_of(paths, file);
  for (const char* page : {"docs/mainpage.md", "docs/extending_autograd.md"})
    tree[page] = {"", without_withheld_links(read_text_file(paths.root + "/" + page)), false};
  for (const LabManifest& lab : labs)
    for (const Task& task : lab.tasks) {
      if (task.file.empty()) continue;
      const std::string solution = text("solutions/", lab.folder, "/", task.file);
      const std::string stub = make_stub(read_text_file(paths.root + "/" + solution), lab.id(), solution);
      tree[text("labs/", lab.folder, "/", task.file)] = {"", stub, false};
      tree[text("prebuilt/stubs/", lab.folder, "/", task.file)] = {"", stub, false};
    }
  return tree;
}

ReleaseTree whole_tree(const Paths& paths) {
  ReleaseTree tree;
  for (const std::string& file : repository_files(paths.root)) tree[file] = copy_of(paths, file);
  return tree;
}

}  // namespace llmsys
