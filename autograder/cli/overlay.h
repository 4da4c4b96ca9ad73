/// @file
/// The overlay: a clean place that takes only the task files out of what is graded.
#pragma once
#include <map>
#include <string>

#include "autograder/cli/paths.h"
#include "autograder/manifest/manifest.h"

namespace llmsys {

/// Which set of build products is used: the working tree's, the one for any other folder, one of four for mutants, which are
/// built four at a time, or, from class0 on, one for each submission of a class that is graded at the same time.
enum class Slot { student, scratch, mutant0, mutant1, mutant2, mutant3, class0 };
/// Slots for mutants.
inline constexpr int kMutantSlots = 4;
/// "student", "scratch", "mutant0", ..., "class0", "class1", ...
std::string to_text(Slot slot);
/// The slot for the submissions that the i-th thread grades.  @param i  >= 0
Slot class_slot(int i);

/// A task's file as it is handed out: made from the solution, or, in a release, which has none, as it was released.
/// @throws IoError if neither is there
std::string handed_out_stub(const Paths& paths, const LabManifest& lab, const Task& task);

/// Copies the task files found in `folder` to the overlay of `slot`; a file that is missing, unreadable or not text is
/// replaced by its stub, and so is one that breaks the source policy. Nothing else of `folder` is looked at. Files that did
/// not change keep their time.
/// @param policy  whether the source policy is asked
/// @return a sentence for each task whose file could not be taken, by task id
std::map<std::string, std::string> prepare_overlay(const Paths& paths, const LabManifest& lab,
                                                   const std::string& folder, Slot slot, bool policy = true);

/// Looks at the compiled files of the slot. One that breaks the object policy (policy/object_policy.h) gives way to its stub:
/// then the programs must be built again.
/// @return why, by task id
std::map<std::string, std::string> take_out_objects(const Paths& paths, const LabManifest& lab, Slot slot);

/// What the compiler said of a task's file in that slot, and whether the stub took its place.
struct CompileOutcome {
  bool failed = false;  ///< the file does not compile
  std::string log;      ///< the compiler's words: errors, or warnings
  std::string source;   ///< what was compiled
};
/// The text of a student's file that was graded in that slot; empty if `shown` ("labs/00_warm_up/view.cpp") is no task file.
std::string graded_source(const Paths& paths, const LabManifest& lab, const std::string& shown, Slot slot);

/// Reads what cmake/compile_or_stub.sh left behind.
CompileOutcome compile_outcome(const Paths& paths, const LabManifest& lab, const Task& task, Slot slot);

}  // namespace llmsys
