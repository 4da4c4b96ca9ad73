/// @file
/// Tests of a lab that pass although the answers they were given are wrong: NaN, zeros, an earlier answer, another shape.
///
/// What is right all the same is listed in autograder/NN_name/blind.txt, a line each: `5.1:edges zeros because ...`.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "autograder/cli/overlay.h"

namespace llmsys {

/// A test that a kind of wrong answer gets past.
struct BlindTest {
  std::string rung;        ///< "5.1:edges"
  std::string corruption;  ///< "zeros"; see Corruption
  /// By both.
  bool operator==(const BlindTest&) const = default;
};

/// Reads a list of blind.txt's form.  @param name  shown in errors  @throws ValueError for a line without a reason
std::vector<BlindTest> read_blind_tests(const std::string& content, const std::string& name);

/// Runs each test with each kind of wrong answer. The programs of `slot` must be built, from the solution.
/// @return those that passed though an answer had changed, in the order of the tests
std::vector<BlindTest> find_blind_tests(const Paths& paths, const LabManifest& lab, Slot slot, uint64_t seed);

/// Those of the lab's blind.txt; none if it has none.
std::vector<BlindTest> listed_blind_tests(const Paths& paths, const LabManifest& lab);

}  // namespace llmsys
