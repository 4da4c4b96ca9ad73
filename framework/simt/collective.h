/// @file
/// How lanes of a warp meet: what shuffles, votes, tiles, wmma and reductions are made of.
#pragma once
#include <cstdint>

#include "framework/simt/builtins.h"

namespace llmsys::simt {

/// What the lanes of a meeting brought: 8 bytes each, at their lane's place; valid until the lane's next meeting.
struct Meeting {
  const uint64_t* values;  ///< (32) by lane
  uint32_t mask;           ///< the lanes that came: those asked for that have not ended
};

/// Waits until every lane of `mask` that has not ended has come, and shows what each brought.
/// @param what  a literal for counters: "shfl", "vote", "reduce", "match"; null: counts as nothing
/// @param pc    where in the kernel; null: where meet() was called
Meeting meet(uint32_t mask, uint64_t value, const char* what, const void* pc = nullptr);

/// As meet(), and returns what lane `source` brought; of a lane that did not come, the caller's own value.
uint64_t exchange(uint32_t mask, uint64_t value, int source, const char* what, const void* pc = nullptr);

/// As meet(), and returns the lanes that brought true.
uint32_t ballot(uint32_t mask, bool value, const char* what, const void* pc = nullptr);

/// As meet(), but the last lane to come runs `work` for all: work(in, mask) sees what each lane's `in` points at.
/// Returns in all lanes after it ran.
void meet_and_work(uint32_t mask, const void* in, void (*work)(const void* const* in, uint32_t mask), const char* what,
                   const void* pc = nullptr);

/// The lane that runs now, 0 to 31.
LLMSYS_SIMT_RUNTIME __forceinline__ int lane() { return builtins.thread & 31; }
/// Lanes of the warp that runs now which have not ended.
uint32_t present_lanes();

}  // namespace llmsys::simt
