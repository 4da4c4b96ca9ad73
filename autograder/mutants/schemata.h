/// @file
/// All mutants of a file in one source, which of them chosen when the program starts (mutant schemata: Untch, Offutt and
/// Harrold 1993). A function becomes a switch over copies of its body, one a mutant.
#pragma once
#include <string>
#include <vector>

#include "autograder/mutants/change.h"

namespace llmsys::mutants {

/// The environment variable whose number a program made from a schemata reads when it starts; 0 or none: the solution.
inline constexpr const char* kMutantVariable = "LLMSYS_MUTANT";

/// Lines of the schemata that hold one mutant's copy.
struct Copy {
  int mutant = 0;      ///< its number: its place in Changes::all, from 1
  int first_line = 0;  ///< in the schemata, from 1
  int last_line = 0;   ///< in the schemata
};

/// A source that holds many mutants.
struct Schemata {
  std::string text;          ///< the source
  std::vector<Copy> copies;  ///< in the order of their lines
};

/// The schemata of those `changes` whose numbers are in `mutants`, in increasing order.
Schemata schemata_of(const Source& source, const std::vector<Change>& changes, const std::vector<int>& mutants);

/// Which mutants a compiler complains of: each error that names a line of a copy, or is in a template that a copy asked for.
/// @param path  of the schemata, as the compiler was given it  @param words  what the compiler said
std::vector<int> blamed(const Schemata& schemata, const std::string& path, const std::string& words);

}  // namespace llmsys::mutants
