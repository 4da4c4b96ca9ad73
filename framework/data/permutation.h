/// @file
/// A shuffle without a list: where item i goes is computed, not looked up.
#pragma once
#include <array>
#include <cstdint>

namespace llmsys {

/// A pseudo-random order of 0 .. n-1, a pure function of (n, seed, epoch): no memory, any position at once, the same on
/// every machine.
///
/// A Feistel network shuffles the 2^b >= n numbers of b bits: in each round one half of the bits is changed by a hash of
/// the other half, which can be undone, so no two numbers ever meet. A result of n or more is put in again, until it is
/// below n (cycle walking; fewer than two rounds on average, as 2^b < 2n): still one to one.
/// Luby and Rackoff 1988, "How to construct pseudorandom permutations", SIAM J. Comput. 17(2), sec. 3;
/// Black and Rogaway 2002, "Ciphers with arbitrary finite domains", CT-RSA, sec. 3 (cycle walking).
class Permutation {
 public:
  /// @param n  items, at least 1
  /// @throws ValueError if n < 1
  Permutation(int64_t n, uint64_t seed, int64_t epoch);

  /// The item at `position`, 0 <= position < n.  @throws IndexError
  [[nodiscard]] int64_t operator[](int64_t position) const;
  /// How many items.
  [[nodiscard]] int64_t size() const { return n_; }

 private:
  static constexpr int kRounds = 8;  // four look random from afar; small n needs more, and an even number
  [[nodiscard]] uint64_t shuffle(uint64_t number) const;

  int64_t n_;
  int low_bits_;   // of the right half
  int high_bits_;  // of the left half: as many, or one fewer
  std::array<uint64_t, kRounds> keys_{};
};

}  // namespace llmsys
