/// @file
/// Names of types and functions as a student writes them.
#pragma once
#include <string>

namespace llmsys {

/// Without what a compiler adds: `llmsys::lab00::` and `llmsys::`, "{aka ...}", "[with ...]", "[-Wflag]", default allocators;
/// `long int` is int64_t, `std::__cxx11::basic_string<char>` is std::string.
std::string plain_names(std::string words);

}  // namespace llmsys
