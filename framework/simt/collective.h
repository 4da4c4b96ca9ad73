/// @file
/// How lanes of a warp meet: what shuffles, votes, tiles, wmma and reductions are made of.
#pragma once
#include <cstdint>

#include "framework/simt/builtins.h"
#include "framework/simt/detail/fiber.h"

namespace llmsys::simt {

/// What the lanes of a meeting brought: 8 bytes each, at their lane's place; valid until the lane's next meeting.
struct Meeting {
  const uint64_t* values;  ///< (32) by lane
  uint32_t mask;           ///< the lanes that came: those asked for that have not ended
};

namespace detail {

using Work = void(const void* const* in, uint32_t mask);
Switch arrive_at_meeting(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc);
// Of the meeting the running thread was at last:
Meeting met();
uint64_t met_value(int lane);
uint32_t met_votes();

}  // namespace detail

/// Waits until every lane of `mask` that has not ended has come, and shows what each brought.
/// @param what  a literal for counters: "shfl", "vote", "reduce", "match"; null: counts as nothing
/// @param pc    where in the kernel; null: where it was inlined
LLMSYS_SIMT_RUNTIME __forceinline__ Meeting meet(uint32_t mask, uint64_t value, const char* what,
                                                 const void* pc = nullptr) {
  detail::follow(detail::arrive_at_meeting(mask, value, nullptr, what, pc));
  return detail::met();
}

/// As meet(), and returns what lane `source` brought; of a lane that did not come, the caller's own value.
LLMSYS_SIMT_RUNTIME __forceinline__ uint64_t exchange(uint32_t mask, uint64_t value, int source, const char* what,
                                                      const void* pc = nullptr) {
  detail::follow(detail::arrive_at_meeting(mask, value, nullptr, what, pc));
  return detail::met_value(source);
}

/// As meet(), and returns the lanes that brought true.
LLMSYS_SIMT_RUNTIME __forceinline__ uint32_t ballot(uint32_t mask, bool value, const char* what,
                                                    const void* pc = nullptr) {
  detail::follow(detail::arrive_at_meeting(mask, value ? 1 : 0, nullptr, what, pc));
  return detail::met_votes();
}

/// As meet(), but the last lane to come runs `work` for all: work(in, mask) sees what each lane's `in` points at.
/// Returns in all lanes after it ran.
LLMSYS_SIMT_RUNTIME __forceinline__ void meet_and_work(uint32_t mask, const void* in,
                                                       void (*work)(const void* const* in, uint32_t mask),
                                                       const char* what, const void* pc = nullptr) {
  detail::follow(detail::arrive_at_meeting(mask, reinterpret_cast<uintptr_t>(in), work, what, pc));
}

/// The lane that runs now, 0 to 31.
LLMSYS_SIMT_RUNTIME __forceinline__ int lane() { return thread_number() & 31; }
/// Lanes of the warp that runs now which have not ended.
uint32_t present_lanes();

}  // namespace llmsys::simt
