/// @file
/// Hashes of texts and numbers, the same on every machine, and a family of them for MinHash.
#pragma once
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace llmsys {

/// A 64-bit number in which each bit depends on each bit of `x`; different numbers stay different.
uint64_t mix64(uint64_t x);
/// A 64-bit hash of bytes. Of n different texts two share it with probability n^2 / 2^65.
uint64_t hash64(std::string_view bytes, uint64_t seed = 0);
/// A 128-bit hash: of a trillion different texts two share it with a probability of 10^-15.
std::pair<uint64_t, uint64_t> hash128(std::string_view bytes);

/// `size` hash functions that have nothing to do with one another.
class HashFamily {
 public:
  /// @throws ValueError if size < 1
  HashFamily(int64_t size, uint64_t seed);
  /// How many functions.
  [[nodiscard]] size_t size() const { return keys_.size(); }
  /// Function k of a number.  @param k  0 .. size() - 1
  [[nodiscard]] uint64_t operator()(size_t k, uint64_t number) const;
  /// From now on adds to `calls` how often a function is computed: what tests count. Null ends it.
  void count_into(int64_t* calls) { calls_ = calls; }

 private:
  std::vector<uint64_t> keys_;
  int64_t* calls_ = nullptr;
};

}  // namespace llmsys
