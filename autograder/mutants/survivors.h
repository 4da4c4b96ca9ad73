/// @file
/// Mutants that may survive: autograder/NN_name/survivors.txt lists them, each with a reason.
///
/// @code
/// greeting.cpp
/// - for (size_t i = names.size(); i > 0; --i) greet(names[i - 1]);
/// + for (size_t i = names.size(); i != 0; --i) greet(names[i - 1]);
/// because i falls by one and meets 0
/// @endcode
/// The file, the line as it is, the line as the mutant has it, the reason. Mutants of one line that survive for one reason
/// may share a block: a line with + for each. Blocks are apart by empty lines; lines that begin with # say something to the
/// reader.
#pragma once
#include <string>
#include <vector>

#include "autograder/mutants/population.h"

namespace llmsys::mutants {

/// A mutant that is allowed to survive.
struct ListedSurvivor {
  std::string file;    ///< "view.cpp"
  std::string before;  ///< Diff::before
  std::string after;   ///< Diff::after
  std::string reason;  ///< why no test can or should kill it
  int line = 0;        ///< in the list
  /// Whether it is that mutant.
  [[nodiscard]] bool is(const std::string& name, const Diff& diff) const {
    return file == name && before == diff.before && after == diff.after;
  }
};

/// Reads such a list.  @param name  shown in errors  @throws ValueError for a block of another form
std::vector<ListedSurvivor> read_survivors(const std::string& content, const std::string& name);

/// Those of a lab; none if it has no list.
std::vector<ListedSurvivor> listed_survivors(const Paths& paths, const LabManifest& lab);

}  // namespace llmsys::mutants
