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

/// Commands for the shell, to be run in the build folder. Objects and programs are named by the paths that they have in slot
/// `scratch`: "labs/01_autodiff/scratch/worker_1.1".
class BuildCommands {
 public:
  /// Asks ninja.
  /// @param programs  of slot scratch: path and target of each, as build_programs()
  /// @throws IoError if it does not know one of them
  BuildCommands(const Paths& paths, const LabManifest& lab, const std::map<std::string, std::string>& programs);

  /// The objects of task files that a program is linked from.
  [[nodiscard]] std::vector<std::string> objects_of(const std::string& program) const;

  /// The task file that becomes the object.
  [[nodiscard]] const std::string& file_of(const std::string& object) const { return compile_.at(object).file; }

  /// Compiles the file of `slot` to `output`, and leaves what compile_outcome() reads.
  /// @param headers  a folder to look for precompiled headers in; empty: none
  [[nodiscard]] std::string compile(const std::string& object, Slot slot, const std::string& output,
                                    const std::string& headers) const;

  /// Compiles a header as the object is compiled, to HEADERS/HEADER.gch.
  /// @param header  from the root on: "labs/01_autodiff/backward.h"
  [[nodiscard]] std::string precompile(const std::string& object, const std::string& header,
                                       const std::string& headers) const;

  /// Links the program of `slot`.
  /// @param instead  by the path of an input: what is linked in its place
  /// @param flags    added
  [[nodiscard]] std::string link(const std::string& program, Slot slot,
                                 const std::map<std::string, std::string>& instead, const std::string& flags) const;

  /// Objects and libraries of ours that the programs are linked from, without those of the lab itself, whose lines a report
  /// may name.
  [[nodiscard]] std::set<std::string> own_inputs() const;

  /// All commands: programs that were built by the same are the same.
  [[nodiscard]] std::string all() const;

 private:
  struct Compile {
    std::string file, command;
  };
  [[nodiscard]] std::string in_slot(std::string command, Slot slot) const;

  Paths paths_;
  LabManifest lab_;
  std::map<std::string, Compile> compile_;   // by object
  std::map<std::string, std::string> link_;  // by program
};

}  // namespace llmsys
