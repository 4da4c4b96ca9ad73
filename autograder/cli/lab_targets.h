/// @file
/// Names of a lab's build targets and programs, as cmake/lab.cmake makes them.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/cli/overlay.h"

namespace llmsys {

/// "00" of 00_warm_up.
std::string number_of(const LabManifest& lab);

/// The target of one program: kind "worker" or "debug"; a task without a file means all of the student's files.
std::string program_target(const LabManifest& lab, Slot slot, const std::string& kind, const Task& task);

/// Where that target's program lies, from the build folder on: "labs/00_warm_up/student/worker_0.2".
std::string program_path(const LabManifest& lab, Slot slot, const std::string& kind, const Task& task);

/// The workers that grade the selected rungs of a task: path of each in the build folder, and its target. That whose time is
/// taken is among them if such a rung is selected.
std::map<std::string, std::string> worker_programs(const LabManifest& lab, Slot slot, const Task& task,
                                                   const std::vector<std::string>& only);

/// Whether one of the task's selected rungs is timed.
bool times_are_taken(const Task& task, const std::vector<std::string>& only);

/// Whether `only` (empty: everything) selects a rung, named "0.2" or "0.2:property".
bool is_selected(const std::vector<std::string>& only, const Task& task, const std::string& rung);

/// @throws ValueError naming the lab's tasks if something in `only` selects nothing
void check_selection(const LabManifest& lab, const std::vector<std::string>& only);

}  // namespace llmsys
