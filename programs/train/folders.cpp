#include "programs/train/folders.h"

#include <cstdlib>
#include <filesystem>

#include "framework/base/error.h"

namespace fs = std::filesystem;

namespace llmsys {
namespace {

std::string runs_folder() { return repository_root() + "/runs"; }

}  // namespace

std::string repository_root() {
  const char* root = std::getenv("LLMSYS_ROOT");
  return root != nullptr ? root : fs::current_path().string();
}

std::string default_text() { return repository_root() + "/datasets/text/austen_tiny.txt"; }

std::vector<std::string> kept_paths(const std::vector<std::string>& files) {
  std::vector<std::string> out;
  for (const std::string& file : files) out.push_back(fs::absolute(file).lexically_normal().string());
  return out;
}

std::string new_run_folder(const std::string& name) {
  for (int number = 1;; ++number)
    if (const std::string folder = text(runs_folder(), "/", name, "-", number); !fs::exists(folder)) return folder;
}

void check_no_run(const std::string& folder) {
  LLMSYS_CHECK(ValueError, !fs::exists(folder + "/model.safetensors"), folder,
               " holds a run already: go on with it (--resume ", folder, "), or name another folder");
}

std::string newest_run_folder(const std::string& file) {
  std::string newest;
  fs::file_time_type latest;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(runs_folder(), none)) {
    const fs::path saved = entry.path() / file;
    if (!fs::exists(saved) || (!newest.empty() && fs::last_write_time(saved) <= latest)) continue;
    newest = entry.path().string();
    latest = fs::last_write_time(saved);
  }
  LLMSYS_CHECK(ValueError, !newest.empty(), "there is no run to go on with in ", runs_folder(),
               ": begin one with ./lab train");
  return newest;
}

}  // namespace llmsys
