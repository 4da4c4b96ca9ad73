/// @file
/// What `lab profile N` can run: a lab's kernels on inputs worth looking at.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace llmsys {

/// One of them.
struct ProfileCase {
  std::string name;           ///< "transpose"
  std::string what;           ///< "1024 x 1024 floats"
  std::function<void()> run;  ///< launches the kernels
};

/// Each lab with kernels defines this once, in autograder/NN_name/profile.cpp.
std::vector<ProfileCase> profile_cases();

}  // namespace llmsys
