/// @file
/// Lab 00, task 0.1: a shape as text.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::lab00 {

/// A shape as error messages print it: the sizes in parentheses with commas between, and no spaces.
/// @param shape  sizes, outermost first; empty for a scalar
/// @return "(2,3)" for {2, 3}, "(5)" for {5}, "()" for {}
std::string shape_text(const std::vector<int64_t>& shape);

}  // namespace llmsys::lab00
