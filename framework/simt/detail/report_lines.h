/// @file
/// Lines of the source in reports.
#pragma once
#include <string>

namespace llmsys::simt::detail {

/// A place in a report, until somebody reads it: " (pc 0x401a2c)"; "" if it is null.
std::string place_text(const void* pc);

/// Has the source's lines instead of such places, where the compiler has left them: " at matmul.cu:41". Takes some 0.1 s.
std::string with_lines(const std::string& report);

}  // namespace llmsys::simt::detail
