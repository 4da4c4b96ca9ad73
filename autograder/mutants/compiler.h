/// @file
/// Compiles mutants: which of them are C++ at all, and which are the solution in other words.
#pragma once
#include <string>
#include <vector>

#include "autograder/cli/paths.h"
#include "autograder/mutants/schemata.h"

namespace llmsys::mutants {

/// The command that the build would compile a file with.
class Compiler {
 public:
  /// @param file  the file, as compile_commands.json names it  @throws ValueError if it does not
  Compiler(const Paths& paths, const std::string& file);

  /// Those of `mutants` that compile. The others are found by compiling all in one file, again and again without those
  /// the compiler complains of.  @throws ValueError if the solution itself does not compile
  [[nodiscard]] std::vector<int> compiling(const Source& source, const std::vector<Change>& changes,
                                           std::vector<int> mutants) const;

  /// The optimised assembly of a source. Two mutants with the same are the same program (trivial compiler equivalence:
  /// Papadakis et al. 2015).  @throws ValueError if it does not compile
  [[nodiscard]] std::string assembly(const std::string& content, const std::string& name) const;

 private:
  struct Run {
    int code;
    std::string words;
  };
  [[nodiscard]] Run compile(const std::string& source, const std::string& flags) const;

  std::string file_, folder_, command_;
};

}  // namespace llmsys::mutants
