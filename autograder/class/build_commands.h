/// @file
/// The commands by which ninja builds one submission's programs, taken once and then run for each submission: no ninja, no
/// CMake, and several submissions at a time.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "autograder/cli/overlay.h"
#include "autograder/cli/paths.h"

namespace llmsys {

/// Commands for the shell, in the build folder, of slot `scratch`.
class BuildCommands {
 public:
  /// Asks ninja.  @throws IoError if it does not know the lab's workers
  BuildCommands(const Paths& paths, const LabManifest& lab);

  /// Compiles a task's file of `slot` to `object`, and leaves what compile_outcome() reads.
  /// @param headers  a folder to look for precompiled headers in; empty: none
  [[nodiscard]] std::string compile(const std::string& file, Slot slot, const std::string& object,
                                    const std::string& headers) const;

  /// Compiles a header as the task's file is compiled, to HEADERS/HEADER.gch.  @param header  from the root on: "labs/.../x.h"
  [[nodiscard]] std::string precompile(const std::string& file, const std::string& header,
                                       const std::string& headers) const;

  /// Links a task's program of `slot`.
  /// @param instead  by the path of an input: what is linked in its place; student_object() names those of task files
  /// @param flags    added
  [[nodiscard]] std::string link(const std::string& task, Slot slot, const std::map<std::string, std::string>& instead,
                                 const std::string& flags) const;

  /// How link() knows the object of a task's file.
  [[nodiscard]] const std::string& student_object(const std::string& file) const { return object_.at(file); }

  /// Objects and libraries of ours that the programs are linked from, without those of the lab itself, whose lines a report
  /// may name.
  [[nodiscard]] std::set<std::string> own_inputs() const;

  /// The files whose objects a task's program takes from the slot.
  [[nodiscard]] std::vector<std::string> files_of(const std::string& task) const;

  /// All commands: programs that were built by the same are the same.
  [[nodiscard]] std::string all() const;

 private:
  [[nodiscard]] std::string in_slot(std::string command, Slot slot) const;

  Paths paths_;
  LabManifest lab_;
  std::map<std::string, std::string> compile_, object_;  // by file: the command, and the object it makes
  std::map<std::string, std::string> link_;              // by task
};

}  // namespace llmsys
