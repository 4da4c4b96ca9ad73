/// @file
/// Task 6.10: which source the next row comes from, so that every source has its share at every moment.
#pragma once
#include <cstdint>
#include <vector>

namespace llmsys::lab06 {

/// All there is to save of a Mixture.
struct MixtureState {
  std::vector<int64_t> weights;  ///< whose shares these are
  std::vector<int64_t> drawn;    ///< how often each source was taken
  /// Memberwise.
  bool operator==(const MixtureState&) const = default;
};

/// A sequence of sources in which source i has its share w_i / W of any beginning, W the sum of the weights: after k
/// draws it was taken fewer than one time more or less than k w_i / W. No chance is involved; with chances of w_i / W
/// the error would grow with the root of k.
///
/// Draw c + 1 of source i (c were made) is due between k = c W / w_i, before which it would be too early, and the
/// deadline (c + 1) W / w_i. Of the sources that are not too early, the one with the earliest deadline is taken, and
/// of several the first: the schedule of tasks that share a processor (Liu and Layland 1973, "Scheduling algorithms
/// for multiprogramming in a hard-real-time environment", sec. 7; Baruah et al. 1996, "Proportionate progress", sec.
/// 2), which misses no deadline.
class Mixture {
 public:
  /// @param weights  of the sources, whole numbers: {7, 2, 1} for 70, 20 and 10 %; a source with 0 is never taken
  /// @throws ValueError if one is negative, none is positive, or their sum is above 2^30
  explicit Mixture(const std::vector<int64_t>& weights);

  /// Task 6.10. The source of the next row, 0 .. weights.size() - 1. Computed in whole numbers: no rounding, at any k.
  int64_t next();
  /// Task 6.10. Goes on from a saved state.
  /// @throws ValueError, and changes nothing, if it has other weights, not a count for each source, or a negative one
  void restore(const MixtureState& state);

  /// Where it stands, to save.
  [[nodiscard]] const MixtureState& state() const { return state_; }

 private:
  MixtureState state_;
  int64_t sum_ = 0;  // W
};

}  // namespace llmsys::lab06
