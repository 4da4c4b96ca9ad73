#include "framework/simt/trace/verdict.h"

#include <algorithm>
#include <cmath>

#include "framework/base/text.h"
#include "framework/simt/trace/detail/numbers.h"

namespace llmsys::simt {
namespace {

using detail::fixed;
using detail::place;

constexpr double kSmallShare = 0.02;  // of the kernel's bytes: less waste is not worth a word
constexpr double kLargeShare = 0.25;  // of all requests: what few lanes do elsewhere costs little
constexpr int64_t kFewRequests = 8;   // a tail, an edge
constexpr double kNotable = 1.05;     // times the least
constexpr double kLittleMore = 1.5;   // times the least: up to here a row that begins inside a sector explains it
constexpr double kFewLanes = 24;      // of 32
constexpr double kContended = 1.5;    // lanes at one address
constexpr double kReuse = 4;          // times each byte moves

double per_request(int64_t count, const AccessCounters& access) { return double(count) / double(access.requests); }

const char* verb(AccessKind kind) {
  switch (kind) {
    case AccessKind::load: return "load";
    case AccessKind::store: return "store";
    case AccessKind::atomic: return "atomic";
  }
  return "access";
}

Verdict uncoalesced(const LineCounters& line) {
  const AccessCounters& a = line.access;
  Verdict v{
      .notice = Notice::uncoalesced, .source = line.source, .factor = double(a.sectors) / double(a.ideal_sectors)};
  v.wasted_bytes = 32 * (a.sectors - a.ideal_sectors);
  if (v.factor <= kLittleMore && per_request(a.sectors - a.ideal_sectors, a) <= 1) {
    v.notice = Notice::misaligned;
    v.text = text("a ", verb(line.kind), " touches ", fixed(per_request(a.sectors, a), 2), " sectors where ",
                  fixed(per_request(a.ideal_sectors, a), 2), " would do at ", place(line.source),
                  ": let each row begin at a multiple of 32 bytes");
    return v;
  }
  v.text = text("every ", verb(line.kind), " touches ", fixed(per_request(a.sectors, a), 1), " sectors where ",
                fixed(per_request(a.ideal_sectors, a), 1), " would do at ", place(line.source),
                ": let neighbouring threads touch neighbouring addresses");
  return v;
}

Verdict bank_conflict(const LineCounters& line) {
  const AccessCounters& a = line.access;
  Verdict v{.notice = Notice::bank_conflict,
            .source = line.source,
            .factor = double(a.wavefronts) / double(a.ideal_wavefronts)};
  v.wasted_bytes = 128 * (a.wavefronts - a.ideal_wavefronts);
  const double ways = std::round(v.factor * 10) / 10;
  v.text = text(fixed(ways, ways == std::floor(ways) ? 0 : 1), "-way bank conflict at ", place(line.source),
                ": pad the tile by one column, or let neighbouring threads touch neighbouring words");
  return v;
}

Verdict contention(const LineCounters& line) {
  const int64_t addresses = line.access.lanes - line.contended;
  Verdict v{
      .notice = Notice::contention, .source = line.source, .factor = double(line.access.lanes) / double(addresses)};
  v.wasted_bytes = line.contended * line.bytes;
  v.text = text("atomics at ", place(line.source), " meet: ", fixed(v.factor, 1),
                " lanes of a warp at each address wait for one another: add up within the warp or block first");
  return v;
}

Verdict few_lanes(const LineCounters& line) {
  const double lanes = per_request(line.access.lanes, line.access);
  Verdict v{.notice = Notice::few_lanes, .source = line.source, .factor = 32 / lanes};
  v.text = text("only ", fixed(lanes, 1), " of 32 lanes are active at ", place(line.source),
                ": branch by whole warps, not by lanes");
  return v;
}

Verdict reuse(const KernelCounters& kernel) {
  const double moved = double(kernel.global_load.useful_bytes), least = double(kernel.unique_global_load_bytes);
  Verdict v{.notice = Notice::reuse, .factor = moved / least};
  v.wasted_bytes = static_cast<int64_t>(moved - least);
  v.text = text("each byte of global memory is loaded ", fixed(v.factor, 1),
                " times: keep what a block uses again in shared memory or registers");
  return v;
}

// What is worth a word: bytes that moved for nothing, requests of one line.
struct Enough {
  int64_t bytes;
  double requests;
};

void judge_line(const LineCounters& line, const Enough& enough, std::vector<Verdict>& verdicts) {
  const AccessCounters& a = line.access;
  const auto note = [&](const Verdict& verdict) {
    if (verdict.factor > kNotable && verdict.wasted_bytes >= enough.bytes) verdicts.push_back(verdict);
  };
  if (line.space == Space::global && a.ideal_sectors > 0) note(uncoalesced(line));
  if (line.space == Space::shared && a.ideal_wavefronts > 0) note(bank_conflict(line));
  const bool meet = line.kind == AccessKind::atomic && double(a.lanes) > kContended * double(a.lanes - line.contended);
  if (meet) verdicts.push_back(contention(line));
  const double requests = double(a.requests);
  if (requests > std::max(double(kFewRequests), enough.requests) && double(a.lanes) < kFewLanes * requests)
    verdicts.push_back(few_lanes(line));
}

std::vector<Verdict> whole(Notice notice, const char* words) { return {{.notice = notice, .text = words}}; }

}  // namespace

std::string to_text(Notice notice) {
  switch (notice) {
    case Notice::fine: return "fine";
    case Notice::untraced: return "untraced";
    case Notice::uncoalesced: return "uncoalesced";
    case Notice::misaligned: return "misaligned";
    case Notice::bank_conflict: return "bank conflict";
    case Notice::contention: return "contention";
    case Notice::few_lanes: return "few lanes";
    case Notice::reuse: return "reuse";
  }
  return "?";
}

std::vector<Verdict> judge(const KernelCounters& kernel) {
  if (!kernel.last.traced)
    return whole(Notice::untraced, "not counted: the kernel's file was not compiled for tracing");
  int64_t moved = 0, requests = 0;
  for (const LineCounters& line : kernel.lines) {
    moved += line.access.moved_bytes;
    requests += line.access.requests;
  }
  const Enough enough{static_cast<int64_t>(std::ceil(kSmallShare * double(moved))), kLargeShare * double(requests)};
  std::vector<Verdict> verdicts;
  for (const LineCounters& line : kernel.lines) judge_line(line, enough, verdicts);
  const bool keeps_nothing = kernel.shared_load.requests == 0;
  if (keeps_nothing && double(kernel.global_load.useful_bytes) > kReuse * double(kernel.unique_global_load_bytes))
    verdicts.push_back(reuse(kernel));
  std::stable_sort(verdicts.begin(), verdicts.end(),
                   [](const Verdict& a, const Verdict& b) { return a.wasted_bytes > b.wasted_bytes; });
  if (verdicts.empty())
    return whole(Notice::fine, "fine: memory moves no more than the lanes ask for, and no bank is asked twice");
  return verdicts;
}

}  // namespace llmsys::simt
