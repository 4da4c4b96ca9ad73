/// @file
/// Random numbers that are the same on every machine, with any number of threads, and after a resume.
///
/// Philox4x32-10: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11, sec. 4. A counter-based
/// generator: block n of stream s is a pure function of (seed, s, n), so there is nothing to share and little to save.
#pragma once
#include <array>
#include <cstdint>

namespace llmsys {

/// Four words from a 128-bit counter and a 64-bit key, ten rounds.
std::array<uint32_t, 4> philox4x32(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key);

/// All there is to save and restore of a generator.
struct RngState {
  uint64_t seed = 0;    ///< which experiment
  uint64_t stream = 0;  ///< which of its independent sequences: a rank, a worker, a purpose
  uint64_t offset = 0;  ///< 32-bit words drawn so far
  /// Memberwise.
  bool operator==(const RngState&) const = default;
};

/// A sequence of random numbers keyed by (seed, stream). No std::*_distribution: those differ between libraries.
class Rng {
 public:
  /// The first number of stream `stream` of experiment `seed`.
  explicit Rng(uint64_t seed = 0, uint64_t stream = 0) : state_{seed, stream, 0} {}
  /// Continues where `state` was saved.
  explicit Rng(const RngState& state) : state_(state) {}

  /// The next 32 random bits.
  uint32_t next_u32();
  /// The next 64 random bits.
  uint64_t next_u64();
  /// Uniform in [0, 1), 53 random bits.
  double uniform();
  /// Standard normal (Box-Muller, one of the pair); takes four words.
  double normal();
  /// Uniform in [0, n), without bias.  @throws ValueError if n == 0
  uint64_t below(uint64_t n);

  /// The state to save; Rng(state()) goes on with the same numbers.
  [[nodiscard]] const RngState& state() const { return state_; }

 private:
  RngState state_;
  std::array<uint32_t, 4> block_{};      // the counter block that holds word state_.offset
  uint64_t block_index_ = ~uint64_t{0};  // which block that is; ~0: none yet
};

/// A 64-bit hash of text (FNV-1a): turns a name into a stream or a seed.
uint64_t hash_text(const char* data, uint64_t size);

}  // namespace llmsys
