/// @file
/// Volatile loads that wait for something.
#pragma once
#include <cstdint>

namespace llmsys::simt::detail {

/// A thread loads a volatile. When it loads from the same place again, it may be waiting for another thread's store: then it
/// polls, as failing atomics do, and others get to run.
void note_volatile_load(uintptr_t address, const void* pc);

}  // namespace llmsys::simt::detail
