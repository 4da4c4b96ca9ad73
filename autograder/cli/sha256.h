/// @file
/// SHA-256: what a file is, in one line.
#pragma once
#include <string>
#include <string_view>

namespace llmsys {

/// SHA-256 of `bytes`, as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

/// SHA-256 of a file's bytes; of one that is not there, of nothing.
std::string sha256_of_file(const std::string& path);

}  // namespace llmsys
