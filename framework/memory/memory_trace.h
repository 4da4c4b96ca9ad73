/// @file
/// What happened to memory over time, as plain data. MemoryTimeline records it, to_chrome_trace() writes it for
/// Perfetto, framework/plot/memory_timeline.h draws it.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys {

/// What a MemoryEvent tells.
enum class MemoryEventKind {
  allocate,  ///< a block was handed out
  free,      ///< a block was given back
  phase      ///< a part of the program began
};

/// One line of the record.
struct MemoryEvent {
  MemoryEventKind kind = MemoryEventKind::allocate;  ///< what happened
  uint32_t stream = 0;                               ///< of the block, since its allocation
  uint32_t phase = 0;                                ///< what ran: an index into MemoryTrace::phases
  uint64_t block = 0;                                ///< 1, 2, ...: the same number when it is freed; 0 for a phase
  int64_t time_ns = 0;                               ///< since the record began
  int64_t bytes = 0;                                 ///< as asked for; 0 for a phase
  int64_t live_bytes = 0;                            ///< asked for and not freed, of all streams, after this event
};

/// A record, in order of time.
struct MemoryTrace {
  std::vector<MemoryEvent> events;         ///< the first ones, as many as there was room for
  std::vector<std::string> phases = {""};  ///< names; 0 is what ran before the first phase began
  int64_t dropped = 0;                     ///< events after those that there was no room for
  int64_t peak_bytes = 0;                  ///< most live bytes at once, dropped events included
};

/// The record as Chrome's trace format: open it at ui.perfetto.dev or chrome://tracing. Live bytes are a counter (one a
/// stream, too, if there are several), blocks of at least `large_bytes` are spans, phases are instants.
std::string to_chrome_trace(const MemoryTrace& trace, int64_t large_bytes = 1 << 20);

}  // namespace llmsys
