#include "framework/simt/trace/report.h"

#include <algorithm>

#include "framework/base/text.h"
#include "framework/simt/trace/detail/numbers.h"

namespace llmsys::simt {
namespace {

using detail::bytes_text;
using detail::fixed;
using detail::left;
using detail::right;
using detail::seconds_text;

constexpr size_t kNameWidth = 16;
constexpr size_t kColumn = 13;

std::string row(const std::string& name, const std::vector<std::string>& cells) {
  std::string line = "  " + left(name, kNameWidth);
  for (const std::string& cell : cells) line += right(cell, kColumn);
  return line + "\n";
}

std::string percent(int64_t part, int64_t whole) {
  return whole == 0 ? "-" : fixed(100.0 * double(part) / double(whole), 0) + " %";
}

std::string size_text(const dim3& size) { return text("(", size.x, ",", size.y, ",", size.z, ")"); }

std::string head(const KernelCounters& k) {
  const std::string launches = k.launches == 1 ? "1 launch" : text(k.launches, " launches");
  const std::string shared =
      k.last.dynamic_shared == 0 ? "" : text(", dynamic shared ", bytes_text(double(k.last.dynamic_shared)));
  return text(k.kernel, "  grid ", size_text(k.last.grid), " block ", size_text(k.last.block), shared, ", ", launches,
              "  [emulated]\n");
}

double per_request(int64_t count, const AccessCounters& a) { return double(count) / double(a.requests); }

void add_global(std::string& table, AccessKind kind, const AccessCounters& a) {
  if (a.requests == 0) return;
  table += row(traffic_name(Space::global, kind),
               {text(a.requests), fixed(per_request(a.lanes, a), 1), fixed(a.sectors_per_request(), 2),
                fixed(per_request(a.ideal_sectors, a), 2), bytes_text(double(a.moved_bytes)),
                percent(a.useful_bytes, a.moved_bytes)});
}

void add_shared(std::string& table, AccessKind kind, const AccessCounters& a) {
  if (a.requests == 0) return;
  table += row(traffic_name(Space::shared, kind),
               {text(a.requests), fixed(per_request(a.lanes, a), 1), fixed(a.wavefronts_per_request(), 2),
                fixed(per_request(a.ideal_wavefronts, a), 2), bytes_text(double(a.moved_bytes)),
                percent(a.ideal_wavefronts, a.wavefronts)});
}

std::string traffic(const KernelCounters& k) {
  std::string global, shared;
  add_global(global, AccessKind::load, k.global_load);
  add_global(global, AccessKind::store, k.global_store);
  add_global(global, AccessKind::atomic, k.global_atomic);
  add_shared(shared, AccessKind::load, k.shared_load);
  add_shared(shared, AccessKind::store, k.shared_store);
  add_shared(shared, AccessKind::atomic, k.shared_atomic);
  if (!global.empty()) global = row("", {"requests", "lanes", "sectors/req", "at best", "moved", "useful"}) + global;
  if (!shared.empty()) shared = row("", {"requests", "lanes", "passes/req", "at best", "moved", "useful"}) + shared;
  return global + shared;
}

std::string others(const KernelCounters& k) {
  std::string line = text("  barriers ", k.barriers);
  for (const auto& [what, times] : k.warp_instructions) line += text(" · ", what, " ", times);
  if (k.contended_atomics > 0) line += text(" · atomics that wait ", k.contended_atomics);
  if (k.constant.requests > 0) line += text(" · constant requests ", k.constant.requests);
  if (k.local_lanes > 0) line += text(" · local accesses ", k.local_lanes);
  return line + "\n";
}

std::string least(const KernelCounters& k) {
  return text("  distinct bytes of global memory: ", bytes_text(double(k.unique_global_load_bytes)), " loaded, ",
              bytes_text(double(k.unique_global_store_bytes)), " stored: no GPU can move less\n");
}

std::string roof(const Roofline& r) {
  std::string lines = text("  roofline of ", r.gpu->name, " (at least): memory ", seconds_text(r.memory_seconds),
                           " · shared ", seconds_text(r.shared_seconds));
  if (r.flops > 0)
    lines += text(" · compute ", seconds_text(r.compute_seconds), "\n  at most ", fixed(r.intensity, 2),
                  " FLOP/byte, ridge at ", fixed(r.ridge, 1));
  return lines + text("; bound by ", to_text(r.bound), "\n");
}

}  // namespace

std::string traffic_name(Space space, AccessKind kind) {
  constexpr const char* kSpaces[] = {"global", "shared", "local", "constant", "illegal"};
  constexpr const char* kKinds[] = {"load", "store", "atomic"};
  return text(kSpaces[static_cast<size_t>(space)], " ", kKinds[static_cast<size_t>(kind)]);
}

KernelReport report_on(const KernelCounters& kernel, const Gpu* gpu, double flops) {
  KernelReport report{.counters = kernel, .verdicts = judge(kernel), .roofline = std::nullopt, .notes = {}};
  if (gpu != nullptr) report.roofline = place_on_roofline(kernel, *gpu, flops);
  return report;
}

std::string to_table(const KernelReport& report) {
  const KernelCounters& k = report.counters;
  std::string table = head(k);
  if (k.last.traced) table += traffic(k) + others(k) + least(k);
  if (report.roofline && k.last.traced) table += roof(*report.roofline);
  for (const std::string& note : report.notes) table += "  " + note + "\n";
  for (const Verdict& verdict : report.verdicts)
    table += (verdict.notice == Notice::fine ? "  " : "  ! ") + verdict.text + "\n";
  return table;
}

std::string line_table(const KernelCounters& kernel) {
  std::vector<LineCounters> lines = kernel.lines;
  std::stable_sort(lines.begin(), lines.end(), [](const LineCounters& a, const LineCounters& b) {
    return std::tie(a.source.file, a.source.line) < std::tie(b.source.file, b.source.line);
  });
  size_t width = kNameWidth;
  for (const LineCounters& line : lines) width = std::max(width, detail::place(line.source).size() + 1);
  std::string table = "  " + left(kernel.kernel, width) +
                      row("", {"requests", "lanes", "bytes/lane", "per request", "at best"}).substr(2);
  for (const LineCounters& line : lines) {
    const AccessCounters& a = line.access;
    const bool global = line.space == Space::global, shared = line.space == Space::shared;
    const std::string cost = global   ? fixed(a.sectors_per_request(), 2) + " sec"
                             : shared ? fixed(a.wavefronts_per_request(), 2) + " pass"
                                      : "-";
    const std::string best =
        global || shared ? fixed(per_request(global ? a.ideal_sectors : a.ideal_wavefronts, a), 2) : "-";
    table += "  " + left(detail::place(line.source), width) +
             row(traffic_name(line.space, line.kind),
                 {text(a.requests), fixed(per_request(a.lanes, a), 1), text(int(line.bytes)), cost, best})
                 .substr(2);
  }
  return table;
}

}  // namespace llmsys::simt
