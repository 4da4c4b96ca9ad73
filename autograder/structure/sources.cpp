#include "autograder/structure/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "framework/testing/test.h"

namespace llmsys::structure {
namespace fs = std::filesystem;

namespace {

Source read_source(const fs::path& root, const fs::path& path) {
  Source source{fs::relative(path, root).generic_string(), {}};
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) source.lines.push_back(line);
  return source;
}

}  // namespace

std::string Source::top() const { return path.substr(0, path.find('/')); }

std::string Source::component() const {
  const size_t second = path.find('/', path.find('/') + 1);
  return path.substr(0, second);
}

std::vector<Source> all_sources() {
  const std::set<std::string> endings = {".h", ".cpp", ".cu", ".cuh"};
  const fs::path root = testing::source_root();
  std::vector<Source> sources;
  for (const char* top : {"framework", "labs", "solutions", "autograder", "programs", "docs", "datasets"}) {
    if (!fs::exists(root / top)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / top))
      if (entry.is_regular_file() && endings.contains(entry.path().extension().string()))
        sources.push_back(read_source(root, entry.path()));
  }
  std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return sources;
}

std::vector<std::string> quoted_includes(const Source& source) {
  constexpr std::string_view kStart = "#include \"";
  std::vector<std::string> out;
  for (const std::string& line : source.lines)
    if (line.rfind(kStart, 0) == 0)
      out.push_back(line.substr(kStart.size(), line.find('"', kStart.size()) - kStart.size()));
  return out;
}

}  // namespace llmsys::structure
