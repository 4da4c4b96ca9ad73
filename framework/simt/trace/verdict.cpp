#include "framework/simt/trace/verdict.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

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

// What would help lanes that ask for sectors far apart.
std::string advice_to_coalesce(const LineCounters& line) {
  constexpr int64_t kStructure = 128;  // bytes: farther apart are rows
  const Stride& stride = line.stride;
  const int64_t apart = std::abs(stride.bytes);
  if (stride.seen && stride.varies)
    return line.kind == AccessKind::atomic
               ? "the indices are scattered: add up in shared memory first, then once a block in global memory"
               : "the indices are scattered: sort them, or bring the data to shared memory in the order it lies in";
  if (!stride.seen || apart == 0) return "let neighbouring threads touch neighbouring addresses";
  const std::string distance = text("threads are ", apart, " bytes apart");
  if (apart < kStructure)
    return text(distance,
                ", as members of a structure or pairs are: keep each member in an array of its own, or load 8 or "
                "16 bytes a thread at once");
  return text(distance, ", as in a column: let neighbouring threads touch neighbouring addresses");
}

Verdict uncoalesced(const LineCounters& line) {
  const AccessCounters& a = line.access;
  Verdict v{
      .notice = Notice::uncoalesced, .source = line.source, .factor = double(a.sectors) / double(a.ideal_sectors)};
  v.wasted_bytes = 32 * (a.sectors - a.ideal_sectors);
  const bool one_more = v.factor <= kLittleMore && per_request(a.sectors - a.ideal_sectors, a) <= 1;
  if (one_more) v.notice = Notice::misaligned;
  v.text =
      text(one_more ? "a " : "every ", verb(line.kind), " touches ", fixed(per_request(a.sectors, a), one_more ? 2 : 1),
           " sectors where ", fixed(per_request(a.ideal_sectors, a), one_more ? 2 : 1), " would do at ",
           place(line.source), ": ",
           one_more ? "warps begin inside a sector of 32 bytes; pad rows to a multiple, or leave it if the index is "
                      "shifted, as x[i - 1] is"
                    : advice_to_coalesce(line));
  return v;
}

// What would help lanes that meet in a bank.
std::string advice_on_banks(const LineCounters& line) {
  constexpr int64_t kRow = 32;  // bytes: farther apart are rows
  const Stride& stride = line.stride;
  const int64_t apart = std::abs(stride.bytes);
  if (line.kind == AccessKind::atomic)
    return "bins of one bank meet: keep several copies of them, a word apart, and add these up at the end";
  if (stride.seen && stride.varies)
    return "the distance of threads varies: let neighbouring threads touch neighbouring words, or leave one word free "
           "behind every 32 (index + index / 32)";
  if (stride.seen && apart <= kRow)
    return text("threads are ", apart, " bytes apart: let neighbouring threads touch neighbouring words");
  return "pad the tile by one column, or let neighbouring threads touch neighbouring words";
}

Verdict bank_conflict(const LineCounters& line) {
  const AccessCounters& a = line.access;
  Verdict v{.notice = Notice::bank_conflict,
            .source = line.source,
            .factor = double(a.wavefronts) / double(a.ideal_wavefronts)};
  v.wasted_bytes = 128 * (a.wavefronts - a.ideal_wavefronts);
  const double ways = std::round(v.factor * 10) / 10;
  v.text = text(fixed(ways, ways == std::floor(ways) ? 0 : 1), "-way bank conflict at ", place(line.source), ": ",
                advice_on_banks(line));
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

Verdict few_lanes(const LineCounters& line, const dim3& block) {
  const double lanes = per_request(line.access.lanes, line.access);
  const unsigned threads = block.x * block.y * block.z;
  Verdict v{.notice = Notice::few_lanes, .source = line.source, .factor = 32 / lanes};
  v.text = text("only ", fixed(lanes, 1), " of 32 lanes are active at ", place(line.source), ": ",
                threads < 32 ? text("a block has ", threads, threads == 1 ? " thread" : " threads", ", a warp 32 lanes")
                             : "branch by whole warps, not by lanes");
  return v;
}

// Loads that all lanes of a warp share do not count: the first level cache serves them well.
bool is_uniform(const LineCounters& line) { return line.access.useful_bytes <= 16 * line.access.requests; }

Verdict reuse(const KernelCounters& kernel) {
  double moved = double(kernel.global_load.useful_bytes);
  for (const LineCounters& line : kernel.lines)
    if (line.space == Space::global && line.kind == AccessKind::load && is_uniform(line))
      moved -= double(line.access.useful_bytes);
  const double least = double(kernel.unique_global_load_bytes);
  Verdict v{.notice = Notice::reuse, .factor = least == 0 ? 1 : moved / least};
  v.wasted_bytes = static_cast<int64_t>(moved - least);
  v.text = text("each byte of global memory is loaded ", fixed(v.factor, 1),
                " times: keep what a block uses again in shared memory or registers");
  return v;
}

// What is worth a word: bytes that moved for nothing, of all in the same memory; requests of one line.
struct Enough {
  double global_bytes = 0, shared_bytes = 0, requests = 0;
};

Enough enough_of(const KernelCounters& kernel) {
  Enough all;
  for (const LineCounters& line : kernel.lines) {
    (line.space == Space::shared ? all.shared_bytes : all.global_bytes) += double(line.access.moved_bytes);
    all.requests += double(line.access.requests);
  }
  return {kSmallShare * all.global_bytes, kSmallShare * all.shared_bytes, kLargeShare * all.requests};
}

void judge_line(const LineCounters& line, const Enough& enough, const dim3& block, std::vector<Verdict>& verdicts) {
  const AccessCounters& a = line.access;
  const auto note = [&](const Verdict& verdict, double least) {
    if (verdict.factor > kNotable && double(verdict.wasted_bytes) >= least) verdicts.push_back(verdict);
  };
  if (line.space == Space::global && a.ideal_sectors > 0) note(uncoalesced(line), enough.global_bytes);
  if (line.space == Space::shared && a.ideal_wavefronts > 0) note(bank_conflict(line), enough.shared_bytes);
  const bool meet = line.kind == AccessKind::atomic && double(a.lanes) > kContended * double(a.lanes - line.contended);
  if (meet) verdicts.push_back(contention(line));
  const double requests = double(a.requests);
  if (requests > std::max(double(kFewRequests), enough.requests) && double(a.lanes) < kFewLanes * requests)
    verdicts.push_back(few_lanes(line, block));
}

// x += y in one line is a load and a store, and may be told of twice in the same words.
void drop_repeated(std::vector<Verdict>& verdicts) {
  std::set<std::string> told;
  std::erase_if(verdicts, [&](const Verdict& verdict) { return !told.insert(verdict.text).second; });
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
  const Enough enough = enough_of(kernel);
  std::vector<Verdict> verdicts;
  for (const LineCounters& line : kernel.lines) judge_line(line, enough, kernel.last.block, verdicts);
  const Verdict again = reuse(kernel);
  if (kernel.shared_load.requests == 0 && again.factor > kReuse) verdicts.push_back(again);
  std::stable_sort(verdicts.begin(), verdicts.end(),
                   [](const Verdict& a, const Verdict& b) { return a.wasted_bytes > b.wasted_bytes; });
  drop_repeated(verdicts);
  if (verdicts.empty())
    return whole(Notice::fine, "fine: memory moves no more than the lanes ask for, and no bank is asked twice");
  return verdicts;
}

}  // namespace llmsys::simt
