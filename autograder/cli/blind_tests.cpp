#include "autograder/cli/blind_tests.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "autograder/cli/process.h"
#include "framework/base/error.h"

namespace llmsys {

std::vector<BlindTest> read_blind_tests(const std::string& content, const std::string& name) {
  std::vector<BlindTest> out;
  std::istringstream lines(content);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.starts_with("#")) continue;
    std::istringstream words(line);
    BlindTest test;
    std::string because, reason;
    words >> test.rung >> test.corruption >> because >> reason;
    LLMSYS_CHECK(ValueError, because == "because" && !reason.empty(), name, ":", number,
                 ": a line must be like `5.1:edges zeros because all its answers are 0`");
    out.push_back(test);
  }
  return out;
}

std::vector<BlindTest> find_blind_tests(const Paths& paths, const LabManifest& lab, Slot slot, uint64_t seed) {
  const std::string build = text(paths.build, "/labs/", lab.folder);
  const std::vector<std::string> command = {build + "/judge", text(paths.root, "/labs/", lab.folder, "/lab.json"),
                                            text(build, "/", slot), text(seed), "--corrupted"};
  std::vector<BlindTest> out;
  const int code = run_process(command, {}, [&](std::string_view line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    LLMSYS_CHECK(IoError, json.is_object(), "the judge printed: ", line);
    if (json.at("changed") && json.at("status") == "pass")
      out.push_back({text(std::string(json.at("task")), ":", std::string(json.at("rung"))), json.at("corruption")});
  });
  LLMSYS_CHECK(IoError, code == 0, "the judge failed with exit code ", code, " (see above)");
  return out;
}

std::vector<BlindTest> listed_blind_tests(const Paths& paths, const LabManifest& lab) {
  const std::string shown = text("autograder/", lab.folder, "/blind.txt"), path = paths.root + "/" + shown;
  return std::filesystem::exists(path) ? read_blind_tests(read_text_file(path), shown) : std::vector<BlindTest>{};
}

}  // namespace llmsys
