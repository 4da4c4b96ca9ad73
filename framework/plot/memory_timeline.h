/// @file
/// Memory over time as a figure: how much is held, when it peaks, and by what.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/memory/memory_trace.h"
#include "framework/plot/plot.h"

namespace llmsys {

/// A block's place in the figure: it lives from `begin_ns` to `end_ns` and takes the bytes from `offset` on.
struct MemoryBand {
  uint64_t block;    ///< as in MemoryEvent::block
  int64_t begin_ns;  ///< when it was allocated
  int64_t end_ns;    ///< when it was freed, or the time of the last event
  int64_t bytes;     ///< its height
  int64_t offset;    ///< its lower edge
};

/// The `count` largest blocks of a record, in order of their allocation, each at the lowest offset where it touches no
/// earlier one that lives at the same time (first fit).
std::vector<MemoryBand> memory_bands(const MemoryTrace& trace, size_t count);

/// Live bytes over time, the peak marked with its value and phase, and the `bands` largest blocks as boxes. The bands lie
/// as an allocator would lay them out that puts large blocks first; those above the curve show what is lost to holes.
Plot memory_timeline_plot(const MemoryTrace& trace, size_t bands = 40);

}  // namespace llmsys
