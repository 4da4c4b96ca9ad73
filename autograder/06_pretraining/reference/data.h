/// @file
/// Lab 06 as a reader of its headers would check it by hand: slow, step by step. And its usual mistakes.
#pragma once
#include <string>

#include "autograder/protocol/values.h"

namespace llmsys::lab06::reference {

/// What goes wrong.
enum class Mistake {
  none,
  // measure_words
  bytes,            ///< a word's length in bytes
  every_stop_word,  ///< stop words are counted each time
  over_characters,  ///< symbols for each character, not for each word
  over_words,       ///< lines as a share of the words
  // broken_rules
  exclusive,   ///< a value at its limit is outside
  nan_inside,  ///< NaN is inside
  first_only,  ///< only the first broken rule
  // first_copies
  latest,  ///< the copy before this one, not the first
  // minhash
  largest,       ///< the largest value
  one_function,  ///< function 0 for all entries
  // candidate_links
  neighbours,    ///< linked with the one before it in the bucket, not with the first
  one_entry,     ///< one entry that is the same is enough
  empty_linked,  ///< documents without shingles are linked
  // clusters
  one_step,  ///< only those that are linked directly
  // find_overlaps
  apart,       ///< each place is a range of its own
  first_word,  ///< a range ends with the first word of its last place
  one_range,   ///< all places of a document are one range
  // pack_row and pack
  crosses,         ///< targets behind an end token count
  end_silent,      ///< the end token is no target
  never_restarts,  ///< positions go on behind an end token
  restarts_early,  ///< positions restart at the end token
  rest_dropped,    ///< a short last row is dropped
  rows_apart,      ///< one row too many where the tokens divide by T
  // row_at and load
  same_order,    ///< each epoch has the order of the first
  interleaved,   ///< rank r takes every W-th row
  own_position,  ///< the position counts this rank's rows only
  // luhn
  from_left,  ///< every second digit from the left
  no_nine,    ///< nothing is taken off two digits
  // mixture
  blocks,    ///< all draws of the first source, then those of the second
  earliest,  ///< the earliest deadline, too early or not
  deficit,   ///< whoever lags behind most
  // rates
  counted_from_zero,  ///< the first step has a rate of 0
  whole_run,          ///< the cosine begins at step 0, not behind the warm-up
  no_floor,           ///< falls to 0
  decays_all_along,   ///< WSD without the stable part
  // clip
  each_alone,     ///< each gradient by its own norm
  always_scaled,  ///< also gradients below the norm
  squared,        ///< the sum of squares without its root
  gaps_read,      ///< a view is read as if it had no gaps
  // step
  mean_of_means,  ///< the mean of the batches' means
  summed,         ///< the sum of the batches' means
  not_zeroed,     ///< what the step before left counts
  clipped_late,   ///< clipped when the update is made
  // compute_optimal
  six_forgotten,  ///< flops are N D
  swapped         ///< the exponents alpha and beta in each other's place
};

/// Answers a scenario as the header says, but for the mistake. answer.cpp lists those that it has answers to.
/// @throws ValueError for other scenarios
Values answer(const std::string& scenario, const Values& in, Mistake mistake = Mistake::none);

}  // namespace llmsys::lab06::reference
