#include "framework/simt/warp.h"

#include <algorithm>
#include <bit>

#include "framework/simt/detail/block.h"

namespace llmsys::simt {

namespace detail {

namespace {

const MeetingBuffer& meeting() { return current_block->meeting(); }

template <class Visit>
void for_each_lane(uint32_t lanes, const Visit& visit) {
  for (; lanes != 0; lanes &= lanes - 1) visit(static_cast<uint32_t>(std::countr_zero(lanes)));
}

template <class T, class Combine>
uint32_t combined(const Combine& combine) {
  const MeetingBuffer& met = meeting();
  auto all = static_cast<T>(met.values[std::countr_zero(met.came)]);
  for_each_lane(met.came & (met.came - 1),
                [&](uint32_t lane) { all = combine(all, static_cast<T>(met.values[lane])); });
  return static_cast<uint32_t>(all);
}

}  // namespace

Switch arrive_at_meeting(uint32_t mask, uint64_t value, Work* work, const char* what, const void* pc) {
  if (pc == nullptr) pc = __builtin_return_address(0);
  if (lockstep.round == Round::meeting && lockstep.mask == mask && lockstep.at != lockstep.last) [[likely]]
    return lockstep.bring(value, pc);
  return current_block->meet(mask, value, work, what, pc);
}

Meeting met() { return {meeting().values, meeting().came}; }

uint64_t met_value(int lane) {
  const MeetingBuffer& met = meeting();
  return met.values[(met.came >> lane & 1) != 0 ? lane : builtins.thread & 31];
}

uint32_t met_votes() { return meeting().votes; }

uint32_t met_reduced(Reduction reduction) {
  switch (reduction) {
    case Reduction::add: return combined<uint32_t>([](uint32_t a, uint32_t b) { return a + b; });
    case Reduction::min_signed: return combined<int32_t>([](int32_t a, int32_t b) { return std::min(a, b); });
    case Reduction::max_signed: return combined<int32_t>([](int32_t a, int32_t b) { return std::max(a, b); });
    case Reduction::min_unsigned: return combined<uint32_t>([](uint32_t a, uint32_t b) { return std::min(a, b); });
    case Reduction::max_unsigned: return combined<uint32_t>([](uint32_t a, uint32_t b) { return std::max(a, b); });
    case Reduction::bit_and: return combined<uint32_t>([](uint32_t a, uint32_t b) { return a & b; });
    case Reduction::bit_or: return combined<uint32_t>([](uint32_t a, uint32_t b) { return a | b; });
    case Reduction::bit_xor: return combined<uint32_t>([](uint32_t a, uint32_t b) { return a ^ b; });
  }
  __builtin_unreachable();
}

uint32_t met_equal_lanes() {
  const MeetingBuffer& met = meeting();
  const uint64_t own = met.values[builtins.thread & 31];
  uint32_t lanes = 0;
  for_each_lane(met.came, [&](uint32_t lane) { lanes |= static_cast<uint32_t>(met.values[lane] == own) << lane; });
  return lanes;
}

uint32_t met_all_equal() {
  const uint32_t came = meeting().came;
  return met_equal_lanes() == came ? came : 0;
}

Switch arrive_to_gather() { return current_block->gather(__builtin_return_address(0)); }
uint32_t gathered() { return current_block->gathered(); }

}  // namespace detail

uint32_t present_lanes() { return detail::current_block->present_lanes(); }

}  // namespace llmsys::simt
