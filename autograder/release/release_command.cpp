#include <sys/random.h>
#include <sys/stat.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "autograder/cli/build_lock.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/sha256.h"
#include "autograder/release/draft.h"
#include "autograder/release/objects.h"
#include "autograder/release/release.h"
#include "autograder/release/secrets.h"
#include "autograder/release/tree.h"
#include "autograder/release/zip.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

void say(const std::string& words) { std::fprintf(stderr, "[lab] %s\n", words.c_str()); }

// A text of autograder/release/texts, with the labs' names in place of @LABS@ and a lab's number in place of @LAB@.
std::string text_of(const Paths& paths, const std::string& name, const std::vector<LabManifest>& labs) {
  std::string content = read_text_file(paths.root + "/autograder/release/texts/" + name), list;
  for (const LabManifest& lab : labs)
    list += text("- `./lab grade ", lab.number, "`: ", lab.title, " (labs/", lab.folder, "/README.md)\n");
  for (const auto& [mark, value] :
       {std::pair<std::string, std::string>{"@LABS@\n", list}, {"@LAB@", text(labs.front().number)}})
    for (size_t at = 0; (at = content.find(mark, at)) != std::string::npos; at += value.size())
      content.replace(at, mark.size(), value);
  return content;
}

// 32 bytes that nobody can guess, as digits.
std::string fresh_secret() {
  std::string bytes(32, '\0');
  LLMSYS_CHECK(IoError, getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
               "no random numbers from the system");
  return sha256(bytes) + "\n";
}

void write_tree(const ReleaseTree& tree, const std::string& folder) {
  for (const auto& [name, file] : tree) {
    const fs::path path = fs::path(folder) / name;
    write_atomically(path.string(), file.from.empty() ? file.content : read_text_file(file.from));
    const fs::perms readable =
        fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read;
    const fs::perms runnable = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(path, file.executable ? readable | runnable : readable);
  }
}

// Refuses a release that tells what it must not.
void check_leaks(const Paths& paths, const std::string& folder) {
  const std::vector<std::string> leaks = find_leaks(folder, secrets_of(paths.root), {paths.root + "/", paths.build});
  if (leaks.empty()) return;
  constexpr size_t kShown = 20;
  std::string shown;
  for (size_t i = 0; i < leaks.size() && i < kShown; ++i) shown += "\n  " + leaks[i].substr(0, 300);
  throw ValueError(text("the release would tell ", leaks.size(), " things that it must not:", shown,
                        "\nA line that is given as well belongs outside the markers; nothing was released"));
}

std::string zip_of_folder(const std::string& folder) {
  std::map<std::string, ZipFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    files[entry.path().lexically_relative(folder).string()] = {read_text_file(entry.path().string()),
                                                               static_cast<unsigned>(entry.status().permissions())};
  }
  return zip_of(files);
}

// The tree that students build and grade in; for Gradescope with the hidden tests in its objects.
void make_student_tree(const Paths& paths, const ReleaseCommand& command, const std::vector<LabManifest>& labs,
                       const std::string& folder) {
  const bool gradescope = command.audience == Audience::gradescope;
  ReleaseTree tree = student_tree(paths, labs);
  tree["README.md"] = {"", text_of(paths, "README_student.md", labs), false};
  tree["AGENTS.md"] = {"", text_of(paths, "AGENTS.md", labs), false};
  say(text("copying ", tree.size(), " files"));
  write_tree(tree, folder);
  say("compiling solutions and right answers (the first time takes some minutes)");
  place_objects(paths, {labs, gradescope, !gradescope && !command.no_programs}, folder);
  say("looking for what must not be told");
  check_leaks(paths, folder);
  write_atomically(folder + "/RELEASE.json", release_record(folder, command.audience, labs));
}

void make_instructor_tree(const Paths& paths, const std::vector<LabManifest>& labs, const std::string& folder) {
  ReleaseTree tree = whole_tree(paths);
  tree["README_INSTRUCTOR.md"] = {"", text_of(paths, "README_instructor.md", labs), false};
  say(text("copying ", tree.size(), " files"));
  write_tree(tree, folder);
  write_atomically(folder + "/RELEASE.json", release_record(folder, Audience::instructor, labs));
  write_atomically(folder + "/keys/grading_secret", fresh_secret());  // after the hashes: it is another each time
  fs::permissions(folder + "/keys/grading_secret", fs::perms::owner_read | fs::perms::owner_write);
}

// What Gradescope unpacks into /autograder/source.
void make_gradescope_folder(const Paths& paths, const ReleaseCommand& command, const std::vector<LabManifest>& labs,
                            const std::string& folder) {
  make_student_tree(paths, command, labs, folder + "/llmsys");
  for (const char* name : {"setup.sh", "run_autograder"})
    write_tree({{name, {"", text_of(paths, name, labs), true}}}, folder);
}

void check_request(const Paths& paths, const ReleaseCommand& command) {
  const std::string kind = release_kind(paths.root);
  LLMSYS_CHECK(
      ValueError, kind.empty() || kind == "instructor", "this is a ", kind,
      " release, which has no solutions to make another one from: use the repository or an instructor release");
  const bool folder = command.audience != Audience::gradescope;
  const auto check_free = [](const std::string& out, bool free) {
    LLMSYS_CHECK(ValueError, free, out, " is there already: choose another name, or move it away");
  };
  check_free(command.out,
             !fs::exists(command.out) || (folder && fs::is_directory(command.out) && fs::is_empty(command.out)));
  check_free(command.out + ".zip", !command.zip || !fs::exists(command.out + ".zip"));
}

}  // namespace

std::vector<LabManifest> labs_in(const std::vector<LabManifest>& all, const std::string& range) {
  if (range.empty() || all.empty()) return all;
  std::vector<LabManifest> labs;
  std::istringstream parts(range);
  for (std::string part; std::getline(parts, part, ',');) {
    int first = -1, last = -1;
    const char* end = part.data() + part.size();
    auto read = std::from_chars(part.data(), end, first);
    last = first;
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-') read = std::from_chars(read.ptr + 1, end, last);
    const size_t before = labs.size();
    for (const LabManifest& lab : all)
      if (read.ec == std::errc() && read.ptr == end && lab.number >= first && lab.number <= last) labs.push_back(lab);
    LLMSYS_CHECK(ValueError, labs.size() > before, "--labs takes numbers and ranges such as 0-2,4, of labs from ",
                 all.front().number, " to ", all.back().number, "; got ", range);
  }
  return labs;
}

int release_command(const Paths& paths, const ReleaseCommand& request) {
  ReleaseCommand command = request;
  command.out = Draft::place_of(request.out);
  check_request(paths, command);
  umask(022);  // whoever gets the release can read it
  const bool gradescope = command.audience == Audience::gradescope;
  const std::vector<LabManifest> labs = gradescope ? std::vector<LabManifest>{lab_named(paths, command.lab)}
                                                   : labs_in(find_labs(paths.root), command.labs);
  const BuildLock lock(paths);
  const Draft draft(command.out);
  if (command.audience == Audience::student) make_student_tree(paths, command, labs, draft.path());
  if (command.audience == Audience::instructor) make_instructor_tree(paths, labs, draft.path());
  if (gradescope) make_gradescope_folder(paths, command, labs, draft.path());
  if (command.zip) write_atomically(command.out + ".zip", zip_of_folder(draft.path()));
  if (gradescope)
    write_atomically(command.out, zip_of_folder(draft.path()));
  else
    fs::rename(draft.path(), command.out);
  std::printf("%s release: %s%s\n", std::string(to_text(command.audience)).c_str(), command.out.c_str(),
              command.zip ? text(", ", command.out, ".zip").c_str() : "");
  return 0;
}

}  // namespace llmsys
