#include "framework/simt/trace/detail/traffic.h"

#include <algorithm>
#include <array>
#include <utility>

#include "framework/simt/trace/detail/lanes.h"

namespace llmsys::simt::detail {
namespace {

constexpr int kBanks = 32;

// Up to 32 numbers, each once. Numbers that do not fall from one to the next, as most do, are only compared with the last.
class Distinct {
 public:
  // Whether the number is new.
  bool insert(uint64_t number) {
    if (count_ == 0 || number > largest_) {
      largest_ = number;
    } else if (std::find(numbers_.begin(), numbers_.begin() + count_, number) != numbers_.begin() + count_) {
      return false;
    }
    numbers_[static_cast<size_t>(count_++)] = number;
    return true;
  }
  [[nodiscard]] int count() const { return count_; }

 private:
  std::array<uint64_t, 32> numbers_;  // the first count_
  int count_ = 0;
  uint64_t largest_ = 0;
};

// Of the lanes of one pass.
int passes(const WarpRequest& request, uint32_t lanes) {
  Distinct words;
  std::array<uint8_t, kBanks> in_bank{};
  int most = 0;
  each_lane(lanes, [&](size_t lane) {
    const uint64_t first = request.address[lane] / 4;
    for (uint64_t word = first; word < first + std::max<uint64_t>(1, request.bytes / 4U); ++word)
      if (words.insert(word)) most = std::max<int>(most, ++in_bank[word % kBanks]);
  });
  return most;
}

// Lanes that go through the banks together.
int group_lanes(const WarpRequest& request) { return request.bytes <= 4 ? 32 : 128 / request.bytes; }

template <class F>
void each_group(const WarpRequest& request, const F& f) {
  const int lanes = group_lanes(request);
  for (int first = 0; first < 32; first += lanes) {
    const uint32_t group = request.mask & (~0U >> (32 - lanes) << first);
    if (group != 0) f(group);
  }
}

}  // namespace

int distinct_addresses(const WarpRequest& request) {
  if (request.pattern == Pattern::consecutive) return request.lanes();
  if (request.pattern == Pattern::same) return 1;
  Distinct addresses;
  each_lane(request.mask, [&](size_t lane) { addresses.insert(request.address[lane]); });
  return addresses.count();
}

Stride stride_of(const WarpRequest& request) {
  std::array<int64_t, 32> distances{};
  size_t count = 0;
  uintptr_t last = request.first_address();
  each_lane(request.mask & (request.mask - 1), [&](size_t lane) {
    distances[count++] = static_cast<int64_t>(request.address[lane] - std::exchange(last, request.address[lane]));
  });
  const auto end = distances.begin() + static_cast<std::ptrdiff_t>(count);
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(count / 2);
  std::nth_element(distances.begin(), middle, end);  // what most agree on is in the middle
  const auto agree = static_cast<size_t>(std::count(distances.begin(), end, *middle));
  return {.bytes = *middle, .seen = count > 0, .varies = 4 * agree < 3 * count};
}

int sectors(const WarpRequest& request) {
  if (request.pattern == Pattern::same) return 1;
  if (request.pattern == Pattern::consecutive) {
    const uintptr_t begin = request.first_address();
    const uintptr_t last = begin + static_cast<uintptr_t>(request.lanes() * request.bytes) - 1;
    return static_cast<int>(last / kSectorBytes - begin / kSectorBytes) + 1;
  }
  Distinct pieces;
  each_lane(request.mask, [&](size_t lane) { pieces.insert(request.address[lane] / kSectorBytes); });
  return pieces.count();
}

int ideal_wavefronts(const WarpRequest& request) {
  int groups = 0;
  each_group(request, [&](uint32_t) { ++groups; });
  return groups;
}

int wavefronts(const WarpRequest& request) {
  // A pass covers 128 bytes that follow one another wherever they begin, so long as each lane's words are whole.
  if (request.pattern == Pattern::same || (request.pattern == Pattern::consecutive && request.mask == ~0U))
    return ideal_wavefronts(request);
  int sum = 0;
  each_group(request, [&](uint32_t group) { sum += passes(request, group); });
  return sum;
}

void count(AccessCounters& counters, const WarpRequest& request) {
  const int lanes = request.lanes();
  ++counters.requests;
  counters.lanes += lanes;
  if (request.space != Space::global && request.space != Space::shared) return;
  const int useful = distinct_addresses(request) * request.bytes;
  counters.useful_bytes += useful;
  if (request.space == Space::global) {
    const int moved = sectors(request);
    counters.sectors += moved;
    counters.ideal_sectors += (useful + kSectorBytes - 1) / kSectorBytes;
    counters.moved_bytes += moved * kSectorBytes;
  } else {
    const int passed = wavefronts(request);
    counters.wavefronts += passed;
    counters.ideal_wavefronts += ideal_wavefronts(request);
    counters.moved_bytes += passed * kWavefrontBytes;
  }
}

}  // namespace llmsys::simt::detail
