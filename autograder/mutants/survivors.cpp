#include "autograder/mutants/survivors.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

constexpr std::string_view kBecause = "because ";

std::vector<ListedSurvivor> survivors_in(const std::vector<std::string>& block, const std::string& name, int line) {
  const auto mutant = [](const std::string& text) { return text.starts_with("+ "); };
  const bool fits = block.size() >= 4 && block[1].starts_with("- ") && block.back().starts_with(kBecause) &&
                    std::all_of(block.begin() + 2, block.end() - 1, mutant);
  LLMSYS_CHECK(ValueError, fits, name, ":", line,
               ": a survivor takes four lines: the file, `- ` and the line, `+ ` and the mutant's line (or several of "
               "those), `because ` and why");
  std::vector<ListedSurvivor> out;
  for (size_t i = 2; i + 1 < block.size(); ++i)
    out.push_back({block[0], block[1].substr(2), block[i].substr(2), block.back().substr(kBecause.size()), line});
  return out;
}

}  // namespace

std::vector<ListedSurvivor> read_survivors(const std::string& content, const std::string& name) {
  std::vector<ListedSurvivor> out;
  std::vector<std::string> block;
  int number = 0;
  std::istringstream lines(content + "\n\n");  // an empty line ends the last block
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with("#")) continue;
    if (!line.empty()) {
      block.push_back(line);
    } else if (!block.empty()) {
      const std::vector<ListedSurvivor> listed = survivors_in(block, name, number - static_cast<int>(block.size()));
      out.insert(out.end(), listed.begin(), listed.end());
      block.clear();
    }
  }
  return out;
}

std::vector<ListedSurvivor> listed_survivors(const Paths& paths, const LabManifest& lab) {
  const std::string shown = text("autograder/", lab.folder, "/survivors.txt"), path = paths.root + "/" + shown;
  return std::filesystem::exists(path) ? read_survivors(read_text_file(path), shown) : std::vector<ListedSurvivor>{};
}

}  // namespace llmsys::mutants
