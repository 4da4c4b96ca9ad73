/// @file
/// Which examples make up the next batch: shuffled anew each epoch, the same after a resume.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/data/permutation.h"

namespace llmsys {

/// What a BatchSampler draws from, and for whom.
struct BatchSamplerOptions {
  int64_t examples = 0;  ///< they are numbered 0 .. examples - 1
  int64_t batch = 1;     ///< examples a rank and step
  uint64_t seed = 0;     ///< which shuffle
  bool drop_last =
      false;          ///< skip the rest that does not fill a step; otherwise the ranks share it as evenly as can be
  int64_t rank = 0;   ///< whose share this is, 0 .. ranks - 1
  int64_t ranks = 1;  ///< W, how many draw from the same shuffle
};

/// All there is to save of a BatchSampler. It does not depend on the rank.
struct BatchSamplerState {
  uint64_t seed = 0;     ///< which shuffle
  int64_t epoch = 0;     ///< passes over all examples that are done
  int64_t position = 0;  ///< examples of this epoch that all ranks together have drawn
  /// Memberwise.
  bool operator==(const BatchSamplerState&) const = default;
};

/// Batches of example numbers. An epoch is a Permutation of (seed, epoch), cut into steps of batch * ranks examples; rank
/// r gets the r-th piece of each, so W ranks with batches of B draw what one rank draws with batches of W*B. Every
/// example comes exactly once an epoch (with drop_last: at most once).
/// @code
///   BatchSampler sampler({.examples = windows.size(), .batch = 512, .seed = 1});
///   while (step < steps) train_step(windows.next_token(sampler.next()));
///   save(sampler.state());  // another sampler goes on from here after restore()
/// @endcode
class BatchSampler {
 public:
  /// @throws ValueError if a number of examples, the batch or the ranks is below 1, the rank is not among them, or
  /// drop_last leaves no step at all
  explicit BatchSampler(const BatchSamplerOptions& options);

  /// The numbers of this rank's next batch; goes on with the next epoch at the end of one. At most `batch` of them: the
  /// last step of an epoch may have fewer, and none for some ranks if there are fewer examples left than ranks.
  std::vector<int64_t> next();

  /// Steps in an epoch, the same for all ranks.
  [[nodiscard]] int64_t steps_per_epoch() const;
  /// Where it stands, to save. After the last batch of an epoch this is the start of the next one.
  [[nodiscard]] const BatchSamplerState& state() const { return state_; }
  /// Goes on from a saved state, with its seed; the number of ranks may be another one now.
  /// @throws ValueError if the epoch is negative or the position is not one of this many examples
  void restore(const BatchSamplerState& state);

 private:
  [[nodiscard]] int64_t step_size() const { return options_.batch * options_.ranks; }
  void enter_epoch();

  BatchSamplerOptions options_;
  BatchSamplerState state_;
  Permutation order_;
};

}  // namespace llmsys
