#include "framework/base/rng.h"

#include <cmath>
#include <numbers>

#include "framework/base/error.h"

namespace llmsys {
namespace {

struct Product {
  uint32_t high, low;
};

Product multiply(uint32_t a, uint32_t b) {
  const uint64_t product = uint64_t{a} * b;
  return {static_cast<uint32_t>(product >> 32), static_cast<uint32_t>(product)};
}

}  // namespace

std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const Product p0 = multiply(0xD2511F53, counter[0]);
    const Product p1 = multiply(0xCD9E8D57, counter[2]);
    counter = {p1.high ^ counter[1] ^ key[0], p1.low, p0.high ^ counter[3] ^ key[1], p0.low};
    key[0] += 0x9E3779B9;  // golden ratio
    key[1] += 0xBB67AE85;  // sqrt(3) - 1
  }
  return counter;
}

uint32_t Rng::next_u32() {
  const uint64_t index = state_.offset / 4;
  if (index != block_index_) {
    const uint64_t s = state_.stream;
    block_ = philox4x32({static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32), static_cast<uint32_t>(s),
                         static_cast<uint32_t>(s >> 32)},
                        {static_cast<uint32_t>(state_.seed), static_cast<uint32_t>(state_.seed >> 32)});
    block_index_ = index;
  }
  return block_[state_.offset++ % 4];
}

uint64_t Rng::next_u64() {
  const uint64_t high = next_u32();
  return (high << 32) | next_u32();
}

double Rng::uniform() { return static_cast<double>(next_u64() >> 11) * 0x1p-53; }

double Rng::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));  // 1 - u lies in (0, 1]: the log is finite
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

uint64_t Rng::below(uint64_t n) {
  LLMSYS_CHECK(ValueError, n > 0, "[Rng::below] n must be positive, got 0");
  const uint64_t limit = (0 - n) % n;  // 2^64 mod n: that many of the lowest values would be favoured
  uint64_t bits = next_u64();
  while (bits < limit) bits = next_u64();
  return bits % n;
}

uint64_t hash_text(const char* data, uint64_t size) {
  uint64_t hash = 0xcbf29ce484222325;
  for (uint64_t i = 0; i < size; ++i) hash = (hash ^ static_cast<unsigned char>(data[i])) * 0x100000001b3;
  return hash;
}

}  // namespace llmsys
