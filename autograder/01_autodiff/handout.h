/// @file
/// Lab 01's handout as a test sees it: which words it has, and numbers as it prints them.
#pragma once
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "framework/tensor/tensor.h"

namespace llmsys::lab01 {

/// How often those words stand in it.
size_t occurrences(const std::string& words);

/// Fails the running test unless the handout has these words.
void says(const std::string& words);

/// With that many decimals: "0.7531".
std::string fixed(double value, int decimals);
/// With up to six significant digits: "0.00025".
std::string shortest(double value);
/// "4,194,304"
std::string grouped(int64_t value);

/// Tensors side by side, each under its heading, rounded to four decimals.
std::string block(const std::vector<std::pair<std::string, Tensor>>& columns);

/// "((0.1966, 0.0452), (0.3932, 0.0353))", rounded to four decimals.
std::string nested(const Tensor& matrix);

}  // namespace llmsys::lab01
