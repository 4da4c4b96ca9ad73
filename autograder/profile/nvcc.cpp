#include "autograder/profile/nvcc.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <utility>

#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Files that a Makefile rule names behind its colon; blanks in names are escaped.
std::vector<std::string> prerequisites(const std::string& rule) {
  std::vector<std::string> names;
  std::string name;
  const size_t colon = rule.find(": ");
  if (colon == std::string::npos) return names;
  for (size_t i = colon + 2; i < rule.size(); ++i) {
    const bool escape = rule[i] == '\\' && i + 1 < rule.size();
    if (escape && rule[i + 1] != '\n') {
      name += rule[++i];
    } else if (std::isspace(static_cast<unsigned char>(rule[i])) == 0 && !escape) {
      name += rule[i];
    } else if (!name.empty()) {
      names.push_back(std::exchange(name, ""));
    }
  }
  if (!name.empty()) names.push_back(name);
  return names;
}

// Whether nothing the log was made from has changed since.
bool is_fresh(const std::string& path) {
  std::error_code failed;
  const auto made = fs::last_write_time(path + ".log", failed);
  if (failed) return false;
  const std::vector<std::string> files = prerequisites(content_of(path + ".d"));
  const auto is_older = [&](const std::string& file) {
    const auto changed = fs::last_write_time(file, failed);
    return !failed && changed < made;
  };
  return !files.empty() && std::all_of(files.begin(), files.end(), is_older);
}

// The first line that says so, without the path before it.
std::string first_error(const std::string& log) {
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);)
    if (line.find("error") != std::string::npos || line.find("fatal") != std::string::npos) return line;
  return log.substr(0, log.find('\n'));
}

std::string unspaced(std::string name) {
  std::erase(name, ' ');
  return name;
}

}  // namespace

Nvcc find_nvcc(const std::string& root, const std::string& folder) {
  const auto variable = [](const char* name) {
    return std::string(std::getenv(name) == nullptr ? "" : std::getenv(name));
  };
  std::istringstream places(variable("PATH") + ":" + variable("CUDA_HOME") + "/bin:/usr/local/cuda/bin");
  for (std::string place; std::getline(places, place, ':');)
    if (!place.empty() && access((place + "/nvcc").c_str(), X_OK) == 0) return {place + "/nvcc", root, folder};
  return {"", root, folder};
}

Compiled compile_with_nvcc(const Nvcc& nvcc, const std::string& source, int architecture) {
  Compiled out{.file = source, .kernels = {}, .problem = ""};
  const std::string path = text(nvcc.folder, "/", std::hash<std::string>()(source), ".sm_", architecture);
  if (!is_fresh(path)) {
    fs::create_directories(nvcc.folder);
    fs::remove(path + ".log");
    const std::string log = path + "." + std::to_string(getpid());
    const Captured result = capture({nvcc.program, "-std=c++20", "-O2", "--expt-relaxed-constexpr", "-w", "-Xptxas",
                                     "-v", "-cubin", "-arch", text("sm_", architecture), "-I", nvcc.root, "-MMD", "-MF",
                                     path + ".d", "-o", path + ".cubin", source});
    if (result.code != 0) {
      out.problem = first_error(result.text);
      return out;
    }
    std::ofstream(log) << result.text;
    fs::rename(log, path + ".log");
  }
  out.kernels = cuda::parse_ptxas(content_of(path + ".log"));
  return out;
}

std::vector<Compiled> compile_with_nvcc(const Nvcc& nvcc, const std::vector<std::string>& sources, int architecture) {
  std::vector<std::future<Compiled>> running;
  for (const std::string& source : sources)
    running.push_back(std::async(
        std::launch::async, [&nvcc, source, architecture] { return compile_with_nvcc(nvcc, source, architecture); }));
  std::vector<Compiled> all;
  for (std::future<Compiled>& one : running) all.push_back(one.get());
  return all;
}

const cuda::KernelResources* find_kernel(const std::vector<Compiled>& files, const std::string& kernel) {
  const cuda::KernelResources* best = nullptr;
  for (const Compiled& file : files)
    for (const cuda::KernelResources& found : file.kernels) {
      if (unspaced(found.kernel) == unspaced(kernel)) return &found;
      const bool instance = cuda::base_name(found.kernel) == cuda::base_name(kernel);
      if (instance && (best == nullptr || found.registers > best->registers)) best = &found;
    }
  return best;
}

}  // namespace llmsys
