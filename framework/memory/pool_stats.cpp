#include "framework/memory/pool_stats.h"

#include "framework/base/text.h"

namespace llmsys {
namespace {

/// `cells` right-aligned in columns of 15, the first of 10 left-aligned.
std::string row(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    const size_t width = i == 0 ? 10 : 15;
    const std::string blanks(cells[i].size() < width ? width - cells[i].size() : 1, ' ');
    out += i == 0 ? cells[i] + blanks : blanks + cells[i];
  }
  return out + "\n";
}

std::string number(int64_t value) { return to_text(value); }

}  // namespace

std::string to_text(const PoolStats& s) {
  std::string out = row({"bytes", "asked", "live", "cached", "reserved"});
  out += row({"now", number(s.asked_bytes), number(s.live_bytes), number(s.cached_bytes), number(s.reserved_bytes)});
  out += row({"peak", number(s.peak_asked_bytes), number(s.peak_live_bytes), number(s.peak_cached_bytes),
              number(s.peak_reserved_bytes)});
  for (const PoolStreamStats& stream : s.streams)
    out += row({text("stream ", stream.stream), number(stream.asked_bytes), number(stream.live_bytes),
                number(stream.cached_bytes), number(stream.reserved_bytes)});
  out += text("limit ", s.limit_bytes == 0 ? "none" : text(s.limit_bytes, " bytes"), "; ", s.allocations,
              " allocations: ", s.hits, " hits, ", s.misses, " misses; ", s.live_blocks, " blocks held by callers\n");
  out += text(s.flushes, " flushes to make room, ", s.failures, " failed allocations; ", s.threads,
              " threads with lists of their own\n");
  out += row({"bin", "allocations"});
  for (const PoolBinStats& bin : s.bins) out += row({text(bin.bytes), number(bin.allocations)});
  return out;
}

}  // namespace llmsys
