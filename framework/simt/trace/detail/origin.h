/// @file
/// Whose source a line is: the program's, or what it is built on.
#pragma once
#include <string_view>

namespace llmsys::simt::detail {

/// Not written by a kernel's author: the standard library, headers of the emulator.
inline bool is_ours(std::string_view file) {
  const bool header = file.ends_with(".h");
  return file.starts_with("/usr/") ||
         (header && (file.find("framework/simt/") != file.npos || file.find("framework/device/") != file.npos));
}

/// Not written by who calls the runtime.
inline bool is_runtime(std::string_view file) {
  return is_ours(file) || file.find("framework/simt/runtime/") != file.npos ||
         file.find("framework/device/") != file.npos;
}

}  // namespace llmsys::simt::detail
