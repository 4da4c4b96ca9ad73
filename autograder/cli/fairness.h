/// @file
/// `lab bench fairness`: whether a submission gets the same grade each time.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"

namespace llmsys {

/// What is graded again and again.
struct FairnessBench {
  std::string lab = "5";           ///< which lab
  std::string from;                ///< a folder with task files; empty: the solution
  std::vector<std::string> tasks;  ///< "5.2", "5.2:time"; empty: all
  int times = 20;                  ///< gradings
};

/// Grades while two busy processes for each core take its time, and prints the least and the most of points and of measured
/// times. 0 if points that do not depend on time are the same each time, and the others within 5 %; 1 if not.
int bench_fairness(const Paths& paths, const FairnessBench& bench);

}  // namespace llmsys
