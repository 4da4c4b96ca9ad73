#include "autograder/class/regrade.h"

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "autograder/cli/paths.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

using Json = nlohmann::json;

// How a rung ended.
struct RungResult {
  std::string status;
  int points = 0;
  bool operator==(const RungResult&) const = default;
};

struct StudentResult {
  std::string status;
  int points = 0;
  std::map<std::string, RungResult> rungs;  // by "1.4:random"
  bool operator==(const StudentResult&) const = default;
};

struct ClassResult {
  std::string lab;
  std::map<std::string, StudentResult> students;  // by id
};

std::map<std::string, RungResult> read_rungs(const std::string& path) {
  std::map<std::string, RungResult> rungs;
  const Json report = Json::parse(read_text_file(path));
  for (const Json& test : report.at("tests"))
    rungs[text(std::string(test.at("task")), ":", std::string(test.at("rung")))] = {test.at("status"),
                                                                                    test.at("points")};
  return rungs;
}

ClassResult read_results(const std::string& folder) {
  const std::string path = folder + "/grades.json";
  try {
    const Json json = Json::parse(read_text_file(path));
    LLMSYS_CHECK(ValueError, json.at("format") == "llmsys-class", path, " is not of a graded class");
    ClassResult out;
    out.lab = json.at("lab");
    for (const Json& one : json.at("submissions"))
      out.students[one.at("id")] = {one.at("status"), one.at("points"),
                                    read_rungs(text(folder, "/", std::string(one.at("report"))))};
    return out;
  } catch (const Json::exception& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
}

std::string changes_of(const std::string& id, const StudentResult& before, const StudentResult& after) {
  std::string out = text(id, ": ", before.points, " -> ", after.points, " points");
  if (before.status != after.status) out += text(", ", before.status, " -> ", after.status);
  out += "\n";
  const RungResult absent{.status = "absent", .points = 0};
  std::map<std::string, std::pair<RungResult, RungResult>> rungs;
  for (const auto& [name, rung] : before.rungs) rungs[name] = {rung, absent};
  for (const auto& [name, rung] : after.rungs) {
    const auto known = rungs.try_emplace(name, absent, rung).first;
    known->second.second = rung;
  }
  for (const auto& [name, both] : rungs)
    if (both.first != both.second)
      out += text("  ", name, ": ", both.first.status, " -> ", both.second.status, ", ", both.first.points, " -> ",
                  both.second.points, "\n");
  return out;
}

// Moves `folder` to where a rename to `target` cannot fail: from another file system it is copied.
std::string moved_beside(const std::string& folder, const std::string& target) {
  const std::string place = target + ".new";
  fs::remove_all(place);
  std::error_code other_file_system;
  fs::rename(folder, place, other_file_system);
  if (!other_file_system) return place;
  try {
    fs::copy(folder, place, fs::copy_options::recursive);
  } catch (const fs::filesystem_error&) {
    fs::remove_all(place);
    throw;
  }
  return place;
}

}  // namespace

std::string regrade_diff(const std::string& before, const std::string& after) {
  const ClassResult old = read_results(before), now = read_results(after);
  LLMSYS_CHECK(ValueError, old.lab == now.lab, before, " is of ", old.lab, ", ", after, " of ", now.lab);
  std::string out;
  int up = 0, down = 0, same_points = 0, unchanged = 0;
  for (const auto& [id, student] : now.students) {
    const auto known = old.students.find(id);
    if (known == old.students.end()) {
      out += text(id, ": new, ", student.points, " points\n");
    } else if (known->second == student) {
      ++unchanged;
    } else {
      out += changes_of(id, known->second, student);
      const int difference = student.points - known->second.points;
      ++(difference > 0 ? up : difference < 0 ? down : same_points);
    }
  }
  for (const auto& [id, student] : old.students)
    if (!now.students.contains(id)) out += text(id, ": gone, had ", student.points, " points\n");
  return out + text(up, " up, ", down, " down, ", same_points, " with other results but the same points, ", unchanged,
                    " unchanged\n");
}

std::string apply_regrade(const std::string& before, const std::string& after) {
  static_cast<void>(regrade_diff(before, after));  // both are results, of one lab
  std::string kept;
  for (int i = 1; kept.empty() || fs::exists(kept); ++i) kept = text(before, ".before-", i);
  const std::string moved = moved_beside(after, before);
  fs::rename(before, kept);
  fs::rename(moved, before);
  fs::remove_all(after);  // of a copy
  return kept;
}

void cancel_regrade(const std::string& after) {
  static_cast<void>(read_results(after));
  fs::remove_all(after);
}

}  // namespace llmsys
