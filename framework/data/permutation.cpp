#include "framework/data/permutation.h"

#include <algorithm>
#include <bit>

#include "framework/base/error.h"
#include "framework/base/rng.h"

namespace llmsys {
namespace {

constexpr int kFewestBits = 8;  // halves of 1 or 2 bits would have few shuffles to choose from

// Every bit of the result depends on every bit of `x` (the finaliser of splitmix64).
uint64_t hash(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

Permutation::Permutation(int64_t n, uint64_t seed, int64_t epoch) : n_(n) {
  LLMSYS_CHECK(ValueError, n >= 1, "[Permutation] n must be at least 1, got ", n);
  const int bits = std::max(static_cast<int>(std::bit_width(static_cast<uint64_t>(n - 1))), kFewestBits);
  low_bits_ = (bits + 1) / 2;
  high_bits_ = bits / 2;
  Rng rng(seed ^ hash_text("Permutation", 11), static_cast<uint64_t>(epoch));  // a stream of its own
  for (uint64_t& key : keys_) key = rng.next_u64();
}

uint64_t Permutation::shuffle(uint64_t number) const {
  uint64_t low_mask = (uint64_t{1} << low_bits_) - 1, high_mask = (uint64_t{1} << high_bits_) - 1;
  uint64_t low = number & low_mask, high = number >> low_bits_;
  for (const uint64_t key : keys_) {
    const uint64_t changed = (high ^ hash(low ^ key)) & high_mask;
    high = low;
    low = changed;
    std::swap(low_mask, high_mask);  // the halves changed places, and with them their sizes
  }
  return high << low_bits_ | low;  // an even number of rounds: each half is back in its place
}

int64_t Permutation::operator[](int64_t position) const {
  LLMSYS_CHECK(IndexError, position >= 0 && position < n_, "[Permutation] position ", position, " is not in 0 .. ",
               n_ - 1);
  auto number = static_cast<uint64_t>(position);
  do {
    number = shuffle(number);
  } while (number >= static_cast<uint64_t>(n_));
  return static_cast<int64_t>(number);
}

}  // namespace llmsys
