/// @file
/// Generated mutants of one file: each a small change of its text.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/mutants/source.h"

namespace llmsys::mutants {

/// One change: the text from `begin` to `end` becomes `text`. It keeps the number of lines.
struct Change {
  std::string kind;  ///< of kinds()
  size_t begin = 0;  ///< offset in the source
  size_t end = 0;    ///< offset behind what is replaced; equal to begin: something is inserted
  std::string text;  ///< what stands there instead
};

/// What is done to solutions, in the order of tables:
/// arithmetic (+ - * / %), increment (++ --), comparison (< <= == ...), logic (&& ||), bits (& | << >>), bound (a loop's
/// start or end, by one), constant (0, 1, a neighbour, double), condition (negated), statement (deleted), swap (two
/// arguments), return (at once).
const std::vector<std::string>& kinds();

/// The mutants of a file.
struct Changes {
  std::vector<Change> all;             ///< in the order of the text; the first is number 1
  std::map<std::string, int> skipped;  ///< by kind: those in functions that run at compile time
};

/// All changes of the marked regions of a file.
Changes changes_of(const Source& source);

/// The lines that a change touches, as they are and as they become; white space at their ends and between them is one space.
struct Diff {
  int line = 0;        ///< the first, from 1
  std::string before;  ///< as they are
  std::string after;   ///< as they become
};
/// See Diff.
Diff diff_of(const std::string& content, const Change& change);

/// The text with the change made.
std::string changed(const std::string& content, const Change& change);

}  // namespace llmsys::mutants
