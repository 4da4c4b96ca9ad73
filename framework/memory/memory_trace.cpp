#include "framework/memory/memory_trace.h"

#include <map>
#include <string_view>

#include "framework/base/text.h"

namespace llmsys {
namespace {

/// `words` between quotes, as JSON wants it.
std::string quoted(std::string_view words) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (byte < 0x20)
      out += text("\\u00", digits.substr(byte >> 4, 1), digits.substr(byte & 15, 1));
    else
      out += c;
  }
  return out + "\"";
}

/// Nanoseconds as microseconds: "12.034".
std::string microseconds(int64_t ns) {
  const std::string fraction = text(ns % 1000);
  return text(ns / 1000, ".", std::string(3 - fraction.size(), '0'), fraction);
}

/// The fields that all events share, without the closing brace.
std::string event(std::string_view name, std::string_view kind, int64_t time_ns, uint32_t stream) {
  return text(",\n{\"name\":", quoted(name), ",\"ph\":\"", kind, "\",\"ts\":", microseconds(time_ns),
              ",\"pid\":1,\"tid\":", stream);
}

std::string counter(std::string_view name, int64_t time_ns, int64_t bytes) {
  return event(name, "C", time_ns, 0) + text(",\"args\":{\"bytes\":", bytes, "}}");
}

/// Begin or end of a block's span.
std::string span(const MemoryTrace& trace, const MemoryEvent& e) {
  const std::string_view kind = e.kind == MemoryEventKind::allocate ? "b" : "e";
  return event(text(e.bytes, " bytes"), kind, e.time_ns, e.stream) +
         text(",\"cat\":\"block\",\"id\":", e.block, ",\"args\":{\"stream\":", e.stream,
              ",\"phase\":", quoted(trace.phases[e.phase]), "}}");
}

}  // namespace

std::string to_chrome_trace(const MemoryTrace& trace, int64_t large_bytes) {
  std::map<uint32_t, int64_t> live;  // bytes, by stream
  for (const MemoryEvent& e : trace.events)
    if (e.kind != MemoryEventKind::phase) live[e.stream] = 0;
  std::string out = text("{\"otherData\":{\"dropped_events\":", trace.dropped, ",\"peak_bytes\":", trace.peak_bytes,
                         "},\n\"traceEvents\":[\n{\"name\":\"process_name\",\"ph\":\"M\",\"pid\":1,\"args\":{\"name\":"
                         "\"memory\"}}");
  for (const MemoryEvent& e : trace.events) {
    if (e.kind == MemoryEventKind::phase) {
      out += event(trace.phases[e.phase], "i", e.time_ns, 0) + ",\"s\":\"g\"}";
      continue;
    }
    out += counter("live bytes", e.time_ns, e.live_bytes);
    live[e.stream] += e.kind == MemoryEventKind::allocate ? e.bytes : -e.bytes;
    if (live.size() > 1) out += counter(text("live bytes, stream ", e.stream), e.time_ns, live[e.stream]);
    if (e.bytes >= large_bytes) out += span(trace, e);
  }
  return out + "\n]}\n";
}

}  // namespace llmsys
