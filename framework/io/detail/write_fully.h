/// @file
/// write(2) until all is written.
#pragma once
#include <string_view>

namespace llmsys::detail {

/// Writes all bytes to a file descriptor: goes on after an interrupt and after a write that took only a part.
/// @return 0, or the errno of the write that failed
int write_fully(int file, std::string_view bytes);

}  // namespace llmsys::detail
