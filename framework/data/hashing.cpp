#include "framework/data/hashing.h"

#include <cstring>

#include "framework/base/error.h"
#include "framework/base/rng.h"

namespace llmsys {

uint64_t mix64(uint64_t x) {  // the finaliser of splitmix64
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

uint64_t hash64(std::string_view bytes, uint64_t seed) {
  uint64_t hash = mix64(seed ^ bytes.size());
  while (!bytes.empty()) {
    uint64_t word = 0;
    const size_t part = bytes.size() < sizeof word ? bytes.size() : sizeof word;
    std::memcpy(&word, bytes.data(), part);
    hash = mix64(hash ^ word);
    bytes.remove_prefix(part);
  }
  return hash;
}

std::pair<uint64_t, uint64_t> hash128(std::string_view bytes) { return {hash64(bytes, 1), hash64(bytes, 2)}; }

HashFamily::HashFamily(int64_t size, uint64_t seed) {
  LLMSYS_CHECK(ValueError, size >= 1, "[HashFamily] needs at least one function, got ", size);
  Rng rng(seed ^ hash_text("HashFamily", 10));  // numbers of its own
  for (int64_t k = 0; k < size; ++k) keys_.push_back(rng.next_u64());
}

uint64_t HashFamily::operator()(size_t k, uint64_t number) const {
  LLMSYS_CHECK(IndexError, k < keys_.size(), "[HashFamily] function ", k, " is not among the ", keys_.size());
  if (calls_ != nullptr) ++*calls_;
  return mix64(number ^ keys_[k]);
}

}  // namespace llmsys
