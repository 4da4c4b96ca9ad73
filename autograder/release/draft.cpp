#include "autograder/release/draft.h"

#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <vector>

#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

constexpr std::string_view kEnd = ".draft";

// Whether `name` is "OUT.123.draft" of a process 123 that lives no more.
bool is_left_over(const std::string& name, const std::string& out) {
  if (!name.starts_with(out + ".") || !name.ends_with(kEnd) || name.size() < out.size() + 2 + kEnd.size()) return false;
  const char *begin = name.data() + out.size() + 1, *end = name.data() + name.size() - kEnd.size();
  pid_t pid = 0;
  const auto read = std::from_chars(begin, end, pid);
  return read.ec == std::errc() && read.ptr == end && pid > 0 && kill(pid, 0) != 0 && errno == ESRCH;
}

void remove_left_overs(const fs::path& out) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(out.parent_path()))
    if (entry.is_directory() && is_left_over(entry.path().filename().string(), out.filename().string()))
      found.push_back(entry.path());
  for (const fs::path& folder : found) fs::remove_all(folder);
}

}  // namespace

Draft::Draft(const std::string& out) : path_(text(place_of(out), ".", getpid(), kEnd)) {
  try {
    fs::create_directories(path_);
    remove_left_overs(place_of(out));
  } catch (const fs::filesystem_error& error) {
    throw IoError(text("cannot write beside ", out, ": ", error.code().message(), "; choose a folder of yours"));
  }
}

Draft::~Draft() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Draft::place_of(const std::string& out) {
  const fs::path place = fs::absolute(out).lexically_normal();
  return (place.has_filename() ? place : place.parent_path()).string();
}

}  // namespace llmsys
