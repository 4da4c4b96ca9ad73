#include "autograder/mutants/survivors.h"

#include <filesystem>
#include <sstream>

#include "framework/base/error.h"

namespace llmsys::mutants {
namespace {

constexpr std::string_view kBecause = "because ";

ListedSurvivor survivor_from(const std::vector<std::string>& block, const std::string& name, int line) {
  const bool fits =
      block.size() == 4 && block[1].starts_with("- ") && block[2].starts_with("+ ") && block[3].starts_with(kBecause);
  LLMSYS_CHECK(
      ValueError, fits, name, ":", line,
      ": a survivor takes four lines: the file, `- ` and the line, `+ ` and the mutant's line, `because ` and why");
  return {block[0], block[1].substr(2), block[2].substr(2), block[3].substr(kBecause.size()), line};
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
      out.push_back(survivor_from(block, name, number - static_cast<int>(block.size())));
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
