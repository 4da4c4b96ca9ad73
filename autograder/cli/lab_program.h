/// @file
/// Programs over labs: built from the solutions, or from the student's files where they have full marks.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"

namespace llmsys {

/// A program of the folder programs/NAME, built as NAME_solution and NAME_mine.
struct LabProgram {
  std::string name;               ///< "train"
  std::vector<std::string> labs;  ///< folders of the labs whose code it runs on: "01_autodiff"
};

/// Builds a program and becomes it. It is told by --code=FILE whose code it is made of.
/// @param mine       take the student's files that have full marks, and the solutions of the others
/// @param from       those in this folder; empty: the working tree's
/// @param arguments  for the program
[[noreturn]] void become_program(const Paths& paths, const LabProgram& program, bool mine, const std::string& from,
                                 const std::vector<std::string>& arguments);

}  // namespace llmsys
