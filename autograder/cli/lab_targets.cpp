#include "autograder/cli/lab_targets.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys {

std::string number_of(const LabManifest& lab) { return lab.folder.substr(0, 2); }

std::string program_target(const LabManifest& lab, Slot slot, const std::string& kind, const Task& task) {
  std::string key = task.file.empty() ? "all" : task.id;
  std::replace(key.begin(), key.end(), '.', '_');
  return text("lab", number_of(lab), "_", slot, "_", kind, "_program_", key);
}

std::string program_path(const LabManifest& lab, Slot slot, const std::string& kind, const Task& task) {
  return text("labs/", lab.folder, "/", slot, "/", kind, "_", task.id);
}

bool is_selected(const std::vector<std::string>& only, const Task& task, const std::string& rung) {
  return only.empty() || std::any_of(only.begin(), only.end(), [&](const std::string& name) {
           return name == task.id || name == task.id + ":" + rung;
         });
}

bool times_are_taken(const Task& task, const std::vector<std::string>& only) {
  return std::any_of(task.rungs.begin(), task.rungs.end(),
                     [&](const Rung& rung) { return rung.timed && is_selected(only, task, rung.name); });
}

std::map<std::string, std::string> worker_programs(const LabManifest& lab, Slot slot, const Task& task,
                                                   const std::vector<std::string>& only) {
  std::map<std::string, std::string> programs;
  std::vector<std::string> kinds = {"worker"};
  if (times_are_taken(task, only)) kinds.emplace_back("worker_timed");
  for (const std::string& kind : kinds)
    programs[program_path(lab, slot, kind, task)] = program_target(lab, slot, kind, task);
  return programs;
}

void check_selection(const LabManifest& lab, const std::vector<std::string>& only) {
  for (const std::string& name : only) {
    bool known = false;
    std::vector<std::string> ids;
    for (const Task& task : lab.tasks) {
      ids.push_back(task.id);
      for (const Rung& rung : task.rungs) known = known || is_selected({name}, task, rung.name);
    }
    LLMSYS_CHECK(ValueError, known, "lab ", lab.number, " has no task ", name, "; its tasks are ", join(ids, ", "));
  }
}

}  // namespace llmsys
