/// @file
/// What counters mean, in words: which line costs more than it must, and what usually helps.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "framework/simt/trace/counters.h"

namespace llmsys::simt {

/// What was noticed. Names in to_text() are stable.
enum class Notice : uint8_t {
  fine,           ///< nothing to say
  untraced,       ///< the kernel's file was not compiled for tracing
  uncoalesced,    ///< requests touch more sectors than their bytes need
  misaligned,     ///< just one more, as they begin inside a sector
  bank_conflict,  ///< words of one bank
  contention,     ///< atomics of one warp at one address
  few_lanes,      ///< lanes that have nothing to do
  reuse           ///< the same bytes come again and again
};
/// "fine", "uncoalesced", "bank conflict", ...
std::string to_text(Notice notice);

/// One sentence about a kernel.
struct Verdict {
  Notice notice{};           ///< what
  SourceLine source{};       ///< where; empty: the whole kernel
  double factor = 1;         ///< how many times the least it costs: sectors, wavefronts, lanes at one address, ...
  int64_t wasted_bytes = 0;  ///< moved without need, by which verdicts are ordered
  std::string text{};        ///< "32-way bank conflict at transpose.cu:41: pad the tile by one column"
};

/// What to say of a kernel whose lines have their sources (Symbolizer), dearest first; never empty.
std::vector<Verdict> judge(const KernelCounters& kernel);

}  // namespace llmsys::simt
