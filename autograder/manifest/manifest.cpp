#include "autograder/manifest/manifest.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "framework/base/error.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

RungKind rung_kind(const std::string& name) {
  if (name == "core") return RungKind::core;
  if (name == "counter") return RungKind::counter;
  LLMSYS_CHECK(ValueError, name == "challenge", "a rung's kind is core, counter or challenge, got ", name);
  return RungKind::challenge;
}

Task read_task(const Json& json) {
  Task task{.id = json.at("id"),
            .title = json.at("title"),
            .file = json.value("file", ""),
            .handout = json.value("handout", ""),
            .rungs = {}};
  for (const Json& rung : json.at("rungs"))
    task.rungs.push_back({.name = rung.at("name"),
                          .points = rung.at("points"),
                          .kind = rung_kind(rung.value("kind", "core")),
                          .hidden = rung.value("hidden", false),
                          .timed = rung.value("timed", false)});
  return task;
}

LabManifest parse(const Json& json, const std::string& folder) {
  LabManifest lab{.number = json.at("lab"),
                  .folder = folder,
                  .title = json.at("title"),
                  .hours = json.at("hours"),
                  .max_lines = json.at("max_lines"),
                  .requires_ = json.value("requires", std::vector<std::string>{}),
                  .on_cuda = json.value("on_cuda", false),
                  .kernels_apart = json.value("kernels_apart", false),
                  .tasks = {}};
  for (const Json& task : json.at("tasks")) lab.tasks.push_back(read_task(task));
  return lab;
}

bool is_kernel_file(const Task& task) { return task.file.ends_with(".cu"); }

void check_names(const LabManifest& lab) {
  std::set<std::string> ids;
  for (const Task& task : lab.tasks) {
    LLMSYS_CHECK(ValueError, ids.insert(task.id).second, "two tasks are named ", task.id);
    LLMSYS_CHECK(ValueError, task.id.rfind(std::to_string(lab.number) + ".", 0) == 0, "task ", task.id,
                 " must start with the lab's number ", lab.number);
    std::set<std::string> rungs;
    for (const Rung& rung : task.rungs)
      LLMSYS_CHECK(ValueError, rungs.insert(rung.name).second, "task ", task.id, " has two rungs named ", rung.name);
    LLMSYS_CHECK(ValueError, task.file.empty() || task.rungs.size() >= 3, "task ", task.id, " needs 3 rungs, has ",
                 task.rungs.size());
    LLMSYS_CHECK(ValueError, task.file.find('/') == std::string::npos, "task ", task.id, ": a file has no folder");
  }
}

// Time is taken of what runs on the host, in programs with one student's file. No measurement is the same twice, so no more
// hangs on it than nobody would argue about.
void check_timed(const LabManifest& lab) {
  constexpr int kMostTimedPoints = 5;
  int points = 0;
  for (const Task& task : lab.tasks)
    for (const Rung& rung : task.rungs) {
      LLMSYS_CHECK(ValueError, !rung.timed || (!task.file.empty() && !lab.is_traced(task)), "task ", task.id, " rung ",
                   rung.name, " cannot be timed: its task has no file of its own, or runs kernels");
      points += rung.timed ? rung.points : 0;
    }
  LLMSYS_CHECK(ValueError, points <= kMostTimedPoints, "timed rungs may have ", kMostTimedPoints, " points together, ",
               lab.folder, " has ", points);
}

void check_points(const LabManifest& lab) {
  std::map<RungKind, int> sums;
  for (const Task& task : lab.tasks)
    for (const Rung& rung : task.rungs) {
      LLMSYS_CHECK(ValueError, rung.points >= 0, "task ", task.id, " rung ", rung.name, " has negative points");
      sums[rung.kind] += rung.points;
    }
  LLMSYS_CHECK(ValueError,
               sums[RungKind::core] == 70 && sums[RungKind::counter] == 15 && sums[RungKind::challenge] == 15,
               "points must be 70 core, 15 counter, 15 challenge; they are ", sums[RungKind::core], ", ",
               sums[RungKind::counter], ", ", sums[RungKind::challenge]);
}

}  // namespace

std::string_view to_text(RungKind kind) {
  switch (kind) {
    case RungKind::core: return "core";
    case RungKind::counter: return "counter";
    default: return "challenge";
  }
}

int Task::points() const {
  int sum = 0;
  for (const Rung& rung : rungs) sum += rung.points;
  return sum;
}

std::string LabManifest::id() const { return "lab" + folder.substr(0, 2); }

const Task* LabManifest::find(const std::string& task) const {
  const auto at = std::find_if(tasks.begin(), tasks.end(), [&](const Task& t) { return t.id == task; });
  return at == tasks.end() ? nullptr : &*at;
}

int LabManifest::points() const {
  int sum = 0;
  for (const Task& task : tasks) sum += task.points();
  return sum;
}

bool LabManifest::has_kernels() const { return std::any_of(tasks.begin(), tasks.end(), is_kernel_file); }

bool LabManifest::is_traced(const Task& task) const { return kernels_apart ? is_kernel_file(task) : has_kernels(); }

std::string LabManifest::reference_worker(const Task& task) const {
  return is_traced(task) ? "worker_solution_traced" : "worker_solution";
}

LabManifest read_manifest(const std::string& path) {
  std::ifstream file(path);
  LLMSYS_CHECK(IoError, file.good(), "cannot read ", path);
  try {
    const std::string folder = std::filesystem::path(path).parent_path().filename().string();
    LabManifest lab = parse(Json::parse(file), folder);
    check_names(lab);
    check_timed(lab);
    check_points(lab);
    return lab;
  } catch (const Json::exception& error) {
    throw ValueError(text(path, ": ", error.what()));
  } catch (const Error& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
}

std::vector<LabManifest> find_labs(const std::string& root) {
  std::vector<LabManifest> labs;
  for (const auto& entry : std::filesystem::directory_iterator(root + "/labs")) {
    const std::string path = entry.path().string() + "/lab.json";
    if (std::filesystem::exists(path)) labs.push_back(read_manifest(path));
  }
  std::sort(labs.begin(), labs.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return labs;
}

}  // namespace llmsys
