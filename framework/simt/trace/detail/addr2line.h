/// @file
/// The program addr2line.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::simt::detail {

/// For each address, counted from the program's beginning, its frames as addr2line prints them, innermost first:
/// "path/file.cu:41". Empty if addr2line cannot be run.
std::vector<std::vector<std::string>> addr2line(const std::string& program, const std::vector<uint64_t>& addresses);

}  // namespace llmsys::simt::detail
