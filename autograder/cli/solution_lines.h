/// @file
/// For tests of handouts: how long the solutions are that they talk about.
#pragma once
#include <map>
#include <string>

#include "autograder/cli/stubs.h"
#include "autograder/manifest/manifest.h"
#include "framework/testing/test.h"

namespace llmsys {

/// Lines between markers of all solutions of a lab, by task.
inline std::map<std::string, int> solution_lines(const LabManifest& lab) {
  std::map<std::string, int> lines;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string path = "/solutions/" + lab.folder + "/" + task.file;
    for (const MarkedRegion& region : marked_regions(testing::read_file(testing::source_root() + path), path))
      lines[region.task] += region.lines;
  }
  return lines;
}

}  // namespace llmsys
