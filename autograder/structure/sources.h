/// @file
/// The repository's own sources as text, for the tests that hold its structure.
#pragma once
#include <string>
#include <vector>

namespace llmsys::structure {

/// A source file.
struct Source {
  std::string path;                ///< from the repository's root: "framework/base/rng.h"
  std::vector<std::string> lines;  ///< without newlines
  /// "framework"
  [[nodiscard]] std::string top() const;
  /// "framework/base": the folder of the component.
  [[nodiscard]] std::string component() const;
};

/// All C++ and CUDA files below framework, labs, solutions, autograder, programs and docs.
std::vector<Source> all_sources();

/// What a file includes with quotes: paths from the root.
std::vector<std::string> quoted_includes(const Source& source);

}  // namespace llmsys::structure
