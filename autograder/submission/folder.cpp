#include "autograder/submission/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "autograder/report/printable.h"
#include "autograder/submission/path_rules.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostOthers = 10'000;

std::string kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "a link";
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  return S_ISREG(mode) ? "" : "a device";
}

std::string read_open_file(int file, int64_t most_bytes, std::string& problem) {
  struct stat about {};
  if (fstat(file, &about) != 0) problem = "unreadable";
  if (problem.empty()) problem = kind_of(about.st_mode);
  std::string content;
  char block[size_t{64} << 10];
  while (problem.empty()) {
    const ssize_t n = read(file, block, sizeof block);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) problem = "unreadable";
    if (n <= 0) break;
    content.append(block, static_cast<size_t>(n));
    if (static_cast<int64_t>(content.size()) > most_bytes) problem = text("larger than ", most_bytes >> 20, " MiB");
  }
  return problem.empty() ? content : "";
}

// Opens without following a link and without waiting for a pipe's other end.
std::string read_at(int folder, const char* name, int64_t most_bytes, std::string& problem) {
  problem.clear();
  struct stat about {};
  if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
    problem = errno == ENOENT ? "missing" : "unreadable";
  else
    problem = kind_of(about.st_mode);
  if (!problem.empty()) return "";
  const int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) {
    problem = errno == ELOOP ? "a link" : "unreadable";
    return "";
  }
  std::string content = read_open_file(file, most_bytes, problem);
  close(file);
  return content;
}

class Walk {
 public:
  Walk(const Wanted& wanted, const FolderLimits& limits) : wanted_(wanted), limits_(limits) {}

  // Takes over `folder`, an open descriptor.
  void visit(int folder, const std::string& above, int depth) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(fdopendir(folder), closedir);
    if (stream == nullptr) {
      close(folder);
      return;
    }
    for (const std::string& name : names_in(stream.get())) visit_entry(folder, above, name, depth);
  }

  Found result() && { return std::move(found_); }

 private:
  std::vector<std::string> names_in(DIR* stream) {
    std::vector<std::string> names;
    for (const dirent* entry = readdir(stream); entry != nullptr; entry = readdir(stream)) {
      const std::string name = entry->d_name;
      if (name == "." || name == "..") continue;
      if (++entries_ > limits_.entries) {
        found_.refusal = text("it holds more than ", limits_.entries, " files: hand in the task files only");
        break;
      }
      names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void visit_entry(int folder, const std::string& above, const std::string& name, int depth) {
    const std::string path = above + as_utf8(name);
    if (!path_problem(path).empty()) return;
    struct stat about {};
    if (fstatat(folder, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (S_ISDIR(about.st_mode) && !wanted_(path)) {
      if (name[0] == '.' || depth >= limits_.depth) return;
      const int inner = openat(folder, name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_DIRECTORY);
      if (inner >= 0) visit(inner, path + "/", depth + 1);
      return;
    }
    if (!wanted_(path)) {
      if (found_.others.size() < kMostOthers) found_.others.push_back(path);
      return;
    }
    std::string problem;
    std::string content = read_at(folder, name.c_str(), limits_.file_bytes, problem);
    if (problem.empty())
      found_.files.push_back({path, std::move(content)});
    else
      found_.others.push_back(text(path, " (", problem, ")"));
  }

  const Wanted& wanted_;
  const FolderLimits& limits_;
  Found found_;
  int entries_ = 0;
};

}  // namespace

Found read_folder(const std::string& folder, const Wanted& wanted, const FolderLimits& limits) {
  const int top = open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
  if (top < 0) return {.refusal = text("it cannot be opened: ", std::strerror(errno)), .files = {}, .others = {}};
  Walk walk(wanted, limits);
  walk.visit(top, "", 0);
  return std::move(walk).result();
}

std::string read_plain_file(const std::string& path, int64_t most_bytes, std::string& problem) {
  return read_at(AT_FDCWD, path.c_str(), most_bytes, problem);
}

}  // namespace llmsys
