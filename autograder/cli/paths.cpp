#include "autograder/cli/paths.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "framework/base/error.h"

namespace llmsys {
namespace fs = std::filesystem;

Paths Paths::from_environment() {
  const char* root = std::getenv("LLMSYS_ROOT");
  const char* build = std::getenv("LLMSYS_BUILD");
  LLMSYS_CHECK(ValueError, root != nullptr && build != nullptr,
               "start this program through ./lab, which tells it where ",
               "the repository (LLMSYS_ROOT) and the build folder (LLMSYS_BUILD) are");
  return {root, build};
}

std::string read_text_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  LLMSYS_CHECK(IoError, file.good() && !fs::is_directory(path), "cannot read ", path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_atomically(const std::string& path, const std::string& content) {
  std::error_code ignored;
  LLMSYS_CHECK(
      IoError, !fs::is_other(fs::status(path, ignored)), "cannot write ", path,
      ": it is a device or a pipe, which a file would replace; choose the name of a file, or - for the screen");
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty()) fs::create_directories(folder, ignored);  // without it, opening fails
  const std::string temporary = text(path, ".", getpid(), ".new");
  std::ofstream file(temporary, std::ios::binary);
  file << content;
  file.close();
  std::error_code failure;
  if (file.good()) fs::rename(temporary, path, failure);
  if (file.good() && !failure) return;
  fs::remove(temporary, ignored);
  throw IoError(text("cannot write ", path, ": is the folder there, writable, and the disk not full?"));
}

bool write_if_changed(const std::string& path, const std::string& content) {
  if (fs::exists(path) && read_text_file(path) == content) return false;
  write_atomically(path, content);
  return true;
}

}  // namespace llmsys
