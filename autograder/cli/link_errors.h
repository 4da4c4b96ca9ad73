/// @file
/// What a linker says, shortened to what a student can use.
#pragma once
#include <string>

namespace llmsys {

/// One line for each function that is missing or there twice, then what to do about it:
/// `undefined reference to 'llmsys::lab00::slice(...)'`. If no such line is found, the words themselves.
/// @param words  what the failed link printed
std::string explain_link_errors(const std::string& words);

}  // namespace llmsys
