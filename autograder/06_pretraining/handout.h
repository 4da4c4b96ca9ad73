/// @file
/// Lab 06's handout as a test sees it, and what its figure and tables are made of.
#pragma once
#include <string>

namespace llmsys::lab06 {

/// How often those words stand in it.
size_t occurrences(const std::string& words);

/// Fails the running test unless the handout has these words.
void says(const std::string& words);

/// The share of 1000 pairs of random sets with Jaccard similarity s (a multiple of 0.05, at least 0.1) that share one of `bands`
/// bands of `rows` rows, by the solution.
double measured_share(double s, int bands, int rows);

/// 1 - (1 - s^rows)^bands.
double expected_share(double s, int bands, int rows);

}  // namespace llmsys::lab06
