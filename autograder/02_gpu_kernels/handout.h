/// @file
/// Lab 02's handout as a test sees it, and counts as it prints them.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys::lab02 {

/// How often those words stand in it.
size_t occurrences(const std::string& words);
/// Fails the running test unless the handout has these words.
void says(const std::string& words);

/// "4,194,304"
std::string grouped(int64_t value);
/// With that many decimals: "7.97".
std::string fixed(double value, int decimals);

}  // namespace llmsys::lab02
