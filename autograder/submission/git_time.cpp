#include "autograder/submission/git_time.h"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "autograder/cli/process.h"
#include "autograder/submission/folder.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr int64_t kMostBytes = int64_t{4} << 20;

bool is_hash(const std::string& words) {
  return words.size() == 40 && words.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// "refs/heads/main": nothing that leads out of the folder.
bool is_branch(const std::string& name) {
  return name.starts_with("refs/") && name.find("..") == std::string::npos && name.find('\0') == std::string::npos;
}

std::string first_line(const std::string& path) {
  std::string problem;
  const std::string content = read_plain_file(path, kMostBytes, problem);
  return content.substr(0, content.find('\n'));
}

// The hash of HEAD's commit; empty if there is none.
std::string head_of(const std::string& git) {
  const std::string head = first_line(git + "/HEAD");
  if (!head.starts_with("ref: ")) return is_hash(head) ? head : "";
  const std::string branch = head.substr(5);
  if (!is_branch(branch)) return "";
  if (const std::string hash = first_line(text(git, "/", branch)); is_hash(hash)) return hash;
  std::string problem;
  std::istringstream packed(read_plain_file(git + "/packed-refs", kMostBytes, problem));
  for (std::string hash, name; packed >> hash && std::getline(packed >> std::ws, name);)
    if (name == branch && is_hash(hash)) return hash;
  return "";
}

// A repository without anything.
std::string make_empty_repository() {
  std::string folder = (fs::temp_directory_path() / "llmsys-git-XXXXXX").string();
  LLMSYS_CHECK(IoError, mkdtemp(folder.data()) != nullptr, "cannot make a folder in ",
               fs::temp_directory_path().string());
  for (const char* inner : {"/objects", "/refs"}) fs::create_directory(folder + inner);
  std::ofstream(folder + "/HEAD") << "ref: refs/heads/none\n";
  return folder;
}

// "committer Jane <j@x.edu> 1700000000 +0100" -> 1700000000
std::optional<int64_t> committer_time(const std::string& commit) {
  std::istringstream lines(commit);
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    if (!line.starts_with("committer ")) continue;
    const size_t start = line.rfind("> ") + 2;
    int64_t seconds = 0;
    const auto end = std::from_chars(line.data() + start, line.data() + line.size(), seconds);
    if (start >= 2 && end.ec == std::errc()) return seconds;
  }
  return std::nullopt;
}

}  // namespace

std::optional<int64_t> commit_time(const std::string& checkout) {
  const std::string git = checkout + "/.git", hash = head_of(git);
  if (hash.empty() || !fs::is_directory(fs::symlink_status(git + "/objects"))) return std::nullopt;
  const std::string empty = make_empty_repository();
  const Captured commit = capture({"timeout", "10", "git", "cat-file", "commit", hash},
                                  {.folder = empty,
                                   .environment = {{"GIT_DIR", empty},
                                                   {"GIT_OBJECT_DIRECTORY", fs::absolute(git + "/objects").string()},
                                                   {"GIT_CONFIG_NOSYSTEM", "1"},
                                                   {"GIT_CONFIG_GLOBAL", "/dev/null"},
                                                   {"GIT_NO_LAZY_FETCH", "1"}}});
  fs::remove_all(empty);
  return commit.code == 0 ? committer_time(commit.text) : std::nullopt;
}

}  // namespace llmsys
