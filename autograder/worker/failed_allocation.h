/// @file
/// What was asked for when memory ran out.
#pragma once
#include <cstddef>
#include <string>

namespace llmsys {

/// Remembers the size of an allocation that failed, on this thread.
void note_failed_allocation(std::size_t bytes) noexcept;

/// "out of memory: 8 GiB were asked for at once; at most 4 GiB are allowed, and 12 MiB were taken before". Without a note it says
/// only that memory ran out.
std::string failed_allocation_text();

}  // namespace llmsys
