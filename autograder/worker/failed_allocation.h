/// @file
/// What was asked for when memory ran out.
#pragma once
#include <cstddef>
#include <string>

namespace llmsys {

/// Remembers the size of an allocation that failed, on this thread.
void note_failed_allocation(std::size_t bytes) noexcept;

/// "out of memory (std::bad_alloc): 8 GiB were asked for at once; 4 GiB are allowed in all; until then the program had at most
/// 12 MiB". Without a note it does not say what was asked for.
std::string failed_allocation_text();

}  // namespace llmsys
