/// @file
/// Task 6.5: batches from token shards: shuffled, shared between ranks, and the same after a resume.
#pragma once
#include <cstdint>

#include "framework/data/token_shards.h"
#include "labs/06_pretraining/batch.h"
#include "labs/06_pretraining/packing.h"

namespace llmsys::lab06 {

/// What a TokenLoader draws, and for whom.
struct LoaderOptions {
  int64_t context = 0;   ///< T
  int64_t batch = 1;     ///< B, rows a rank and step
  uint64_t seed = 0;     ///< which shuffle
  int64_t end = kNoEnd;  ///< the end token of packing.h
  bool shuffle = true;   ///< otherwise each epoch goes through the rows in order
  int64_t rank = 0;      ///< whose share this is, 0 .. ranks - 1
  int64_t ranks = 1;     ///< W, how many draw from the same shuffle
};

/// All there is to save of a TokenLoader, the same for all ranks.
struct LoaderState {
  uint64_t seed = 0;     ///< which shuffle
  int64_t context = 0;   ///< T, by which rows are cut
  int64_t rows = 0;      ///< of an epoch
  int64_t position = 0;  ///< rows that all ranks together have drawn, in all epochs
  /// Memberwise.
  bool operator==(const LoaderState&) const = default;
};

/// Batches without end. All rows of all epochs are one endless sequence: position p is row p % rows, in the order of
/// epoch p / rows, which is a Permutation of (rows, seed, epoch). A step takes the next B * W positions, rank r the
/// r-th B of them. So every row comes exactly once an epoch, whatever the batch and the number of ranks; a batch is
/// always full, and may begin in one epoch and end in the next; and one number says where a run is, at any step of
/// any epoch.
/// @code
///   TokenLoader loader(TokenShards({"train.tokens"}), {.context = 256, .batch = 8, .seed = 1, .end = 0});
///   const Batch batch = loader.next();
///   save(loader.state());  // another loader goes on from here after restore()
/// @endcode
class TokenLoader {
 public:
  /// @throws ValueError if T, B or W is below 1, the rank is not among them, the end token is not in the vocabulary,
  /// or the shards have fewer than 2 tokens
  TokenLoader(TokenShards shards, const LoaderOptions& options);

  /// Task 6.5. The row at a position of the endless sequence, a number from 0 to rows() - 1.  @param position  at
  /// least 0
  [[nodiscard]] int64_t row_at(int64_t position) const;
  /// Task 6.5. This rank's next batch: tokens and targets (B,T), each row by pack_row(). Reads its rows from the
  /// shards and nothing else.
  /// @throws IoError if a shard is broken; the loader then stands where it was
  Batch next();
  /// Task 6.5. Goes on from a saved state, with its seed, as if it had drawn all that is behind it, but at once.
  /// Batch and number of ranks may be others now.
  /// @throws ValueError, and changes nothing, if the state was saved with another T or another number of rows, or its
  /// position is negative
  void restore(const LoaderState& state);

  /// Where it stands, to save.
  [[nodiscard]] const LoaderState& state() const { return state_; }
  /// Rows of an epoch.
  [[nodiscard]] int64_t rows() const { return state_.rows; }
  /// Epochs that are done, as a number with a fraction.
  [[nodiscard]] double epoch() const { return static_cast<double>(state_.position) / static_cast<double>(rows()); }
  /// What it was made with.
  [[nodiscard]] const LoaderOptions& options() const { return options_; }

 private:
  [[nodiscard]] Batch empty_batch() const;                        // (B,T) twice
  void read_row(int64_t row, Batch& batch, int64_t place) const;  // into row `place` of the batch

  TokenShards shards_;
  LoaderOptions options_;
  LoaderState state_;
};

}  // namespace llmsys::lab06
