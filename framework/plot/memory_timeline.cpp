#include "framework/plot/memory_timeline.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "framework/base/text.h"

namespace llmsys {
namespace {

/// A factor of 1024 for bytes, or of 1000 for time, and its name.
struct Unit {
  double size;
  std::string name;
};

Unit byte_unit(int64_t largest) {
  for (const auto& [shift, name] : {std::pair{30, "GiB"}, {20, "MiB"}, {10, "KiB"}})
    if (largest >= int64_t{1} << shift) return {static_cast<double>(int64_t{1} << shift), name};
  return {1, "bytes"};
}

Unit time_unit(int64_t longest_ns) {
  if (longest_ns >= 1'000'000'000) return {1e9, "s"};
  if (longest_ns >= 1'000'000) return {1e6, "ms"};
  return {1e3, "us"};
}

/// "12.5 MiB": two decimals at most.
std::string amount(int64_t bytes) {
  const Unit unit = byte_unit(bytes);
  return text(std::round(100 * static_cast<double>(bytes) / unit.size) / 100, " ", unit.name);
}

bool overlap(int64_t a_begin, int64_t a_end, int64_t b_begin, int64_t b_end) {
  return a_begin < b_end && b_begin < a_end;
}

/// The lowest offset at which `band` touches none of `placed`.
int64_t first_fit(const MemoryBand& band, const std::vector<MemoryBand>& placed) {
  std::vector<MemoryBand> beside;
  for (const MemoryBand& other : placed)
    if (overlap(band.begin_ns, band.end_ns, other.begin_ns, other.end_ns)) beside.push_back(other);
  std::sort(beside.begin(), beside.end(), [](const auto& a, const auto& b) { return a.offset < b.offset; });
  int64_t offset = 0;
  for (const MemoryBand& other : beside) {
    if (offset + band.bytes <= other.offset) break;
    offset = std::max(offset, other.offset + other.bytes);
  }
  return offset;
}

/// Every block of the record, in order of allocation; those never freed end with the record.
std::vector<MemoryBand> blocks_of(const MemoryTrace& trace) {
  std::vector<MemoryBand> blocks;
  std::map<uint64_t, size_t> open;  // block -> its index
  for (const MemoryEvent& event : trace.events) {
    if (event.kind == MemoryEventKind::allocate) {
      open[event.block] = blocks.size();
      blocks.push_back({event.block, event.time_ns, trace.events.back().time_ns, event.bytes, 0});
    } else if (const auto found = open.find(event.block); found != open.end()) {
      blocks[found->second].end_ns = event.time_ns;
    }
  }
  return blocks;
}

void add_curve(Plot& plot, const MemoryTrace& trace, const Unit& time, const Unit& bytes) {
  std::vector<double> x, y;
  double before = 0;
  for (const MemoryEvent& event : trace.events) {
    const double at = static_cast<double>(event.time_ns) / time.size;
    x.insert(x.end(), {at, at});
    y.push_back(before);
    y.push_back(before = static_cast<double>(event.live_bytes) / bytes.size);
  }
  plot.area("live bytes", std::move(x), std::move(y));
}

void add_bands(Plot& plot, const MemoryTrace& trace, size_t count, const Unit& time, const Unit& bytes) {
  std::vector<Box> boxes;
  for (const MemoryBand& band : memory_bands(trace, count))
    boxes.push_back({static_cast<double>(band.begin_ns) / time.size, static_cast<double>(band.offset) / bytes.size,
                     static_cast<double>(band.end_ns) / time.size,
                     static_cast<double>(band.offset + band.bytes) / bytes.size, amount(band.bytes)});
  if (!boxes.empty()) plot.boxes("largest blocks", std::move(boxes));
}

void mark_peak(Plot& plot, const MemoryTrace& trace, const Unit& time, const Unit& bytes) {
  const auto peak = std::max_element(trace.events.begin(), trace.events.end(),
                                     [](const auto& a, const auto& b) { return a.live_bytes < b.live_bytes; });
  if (peak == trace.events.end() || peak->live_bytes == 0) return;
  const std::string& phase = trace.phases[peak->phase];
  plot.text(static_cast<double>(peak->time_ns) / time.size, static_cast<double>(peak->live_bytes) / bytes.size,
            text("peak ", amount(peak->live_bytes), phase.empty() ? "" : " in ", phase));
}

}  // namespace

std::vector<MemoryBand> memory_bands(const MemoryTrace& trace, size_t count) {
  std::vector<MemoryBand> blocks = blocks_of(trace);
  const auto larger = [](const auto& a, const auto& b) {
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.block < b.block;
  };
  std::sort(blocks.begin(), blocks.end(), larger);
  blocks.resize(std::min(count, blocks.size()));
  std::sort(blocks.begin(), blocks.end(), [](const auto& a, const auto& b) { return a.block < b.block; });
  std::vector<MemoryBand> placed;
  for (MemoryBand band : blocks) {
    band.offset = first_fit(band, placed);
    placed.push_back(band);
  }
  return placed;
}

Plot memory_timeline_plot(const MemoryTrace& trace, size_t bands) {
  int64_t peak = 0;
  for (const MemoryEvent& event : trace.events) peak = std::max(peak, event.live_bytes);
  const Unit bytes = byte_unit(peak), time = time_unit(trace.events.empty() ? 0 : trace.events.back().time_ns);
  const std::string dropped = trace.dropped == 0 ? "" : text(", without the last ", trace.dropped, " events");
  Plot plot(text("Memory over time", dropped));
  plot.x_axis({.label = text("time (", time.name, ")")}).y_axis({.label = text("memory (", bytes.name, ")")});
  add_curve(plot, trace, time, bytes);
  add_bands(plot, trace, bands, time, bytes);
  mark_peak(plot, trace, time, bytes);
  return plot;
}

}  // namespace llmsys
