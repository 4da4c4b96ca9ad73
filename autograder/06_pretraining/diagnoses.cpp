// Lab 06: mistakes that can be told by their answers.
#include "autograder/06_pretraining/reference/data.h"
#include "autograder/judge/explain.h"
#include "autograder/judge/lab_test.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using lab06::reference::answer;
using lab06::reference::Mistake;

// Inputs that do not show the mistake throw: whatever is wrong with their answer has another cause.
Diagnosis of(const std::string& task, const std::string& scenario, const std::string& name, Mistake mistake,
             const std::string& cause, const std::string& handout) {
  return {task, scenario, name, cause, handout, [scenario, mistake](const Values& in) {
            Values wrong = answer(scenario, in, mistake);
            LLMSYS_CHECK(ValueError, !same_answer(wrong, answer(scenario, in)), "these inputs do not show the mistake");
            return wrong;
          }};
}

std::vector<Diagnosis> quality_diagnoses() {
  return {of("6.1", "measure_words", "bytes", Mistake::bytes, "a word's length is counted in bytes: count characters",
             "has five bytes and four characters"),
          of("6.1", "measure_words", "every_stop_word", Mistake::every_stop_word,
             "stop words are counted each time: how many different ones are there?", "Twenty times \"the\" is one"),
          of("6.1", "measure_words", "over_characters", Mistake::over_characters,
             "symbols are divided by characters: they count for each word", "Symbols for each word"),
          of("6.1", "measure_words", "over_words", Mistake::over_words,
             "lines are divided by words: of all lines, how many are so?", "Lines are a share of lines"),
          of("6.1", "broken_rules", "exclusive", Mistake::exclusive,
             "a value on its limit counts as outside: both ends belong to what is allowed", "exactly 50 words"),
          of("6.1", "broken_rules", "nan_inside", Mistake::nan_inside,
             "NaN counts as inside: ask whether the value is inside, and negate that", "NaN is neither less nor more"),
          of("6.1", "broken_rules", "first_only", Mistake::first_only, "only the first broken rule is named: name all",
             "All rules that are broken")};
}

std::vector<Diagnosis> duplicate_diagnoses() {
  return {
      of("6.2", "first_copies", "latest", Mistake::latest,
         "the copy before this one is named: name the first of all, and do not replace it in the map",
         "first[text] = i"),
      of("6.2", "minhash", "largest", Mistake::largest, "entries are the largest values: take the smallest",
         "Starting from 0"),
      of("6.2", "minhash", "one_function", Mistake::one_function,
         "every entry is the minimum of function 0: entry k is that of function k",
         "The same function for every entry"),
      of("6.2", "candidate_links", "neighbours", Mistake::neighbours,
         "documents are linked with the one before them in the bucket: link all with its first", "with the one before"),
      of("6.2", "candidate_links", "one_entry", Mistake::one_entry,
         "one entry that is the same makes a link: all r entries of a band must be", "all rows of a band"),
      of("6.2", "candidate_links", "empty_linked", Mistake::empty_linked,
         "documents without shingles are linked: nothing is known of them, skip empty signatures",
         "Empty signatures are all the same"),
      of("6.2", "clusters", "one_step", Mistake::one_step,
         "only documents that are linked directly are together: follow links to the end", "a with b and b with c"),
      of("6.3", "find_overlaps", "apart", Mistake::apart,
         "each place of n words is a range of its own: those that share a word are one", "Fourteen common words"),
      of("6.3", "find_overlaps", "first_word", Mistake::first_word,
         "a range ends with the first word of its last n-gram: it ends with that n-gram's last word",
         "The place of an n-gram is its first word"),
      of("6.3", "find_overlaps", "one_range", Mistake::one_range,
         "all places of a document are one range: a word between two of them ends the first",
         "One range for a document")};
}

std::vector<Diagnosis> packing_diagnoses() {
  return {
      of("6.4", "pack", "crosses", Mistake::crosses,
         "behind an end token the next document's first token is a target: it does not count",
         "Predicting the next document"),
      of("6.4", "pack", "end_silent", Mistake::end_silent,
         "the end token is no target: it is one like any other, or the model never learns to stop", "learns to stop"),
      of("6.4", "pack_row", "never_restarts", Mistake::never_restarts,
         "positions go on behind an end token: a new document begins at 0", "Positions that go on"),
      of("6.4", "pack_row", "restarts_early", Mistake::restarts_early,
         "positions begin again at the end token: it still belongs to its document",
         "belongs to the document before it"),
      of("6.4", "count_rows", "rest_dropped", Mistake::rest_dropped,
         "a short last row is dropped: its tokens would be lost", "The short last row"),
      of("6.4", "count_rows", "rows_apart", Mistake::rows_apart, "one row too many: n tokens have n - 1 targets",
         "n tokens have n - 1 targets")};
}

std::vector<Diagnosis> loader_diagnoses() {
  return {of("6.5", "row_at", "same_order", Mistake::same_order,
             "each epoch has the same order: the epoch is an argument of Permutation", "The same order in each epoch"),
          of("6.5", "load", "interleaved", Mistake::interleaved,
             "rank r takes every W-th row: it takes the r-th B rows of a step", "Every W-th row"),
          of("6.5", "load", "own_position", Mistake::own_position,
             "the position grows by this rank's rows: it counts the rows of all ranks", "Counting only its own rows")};
}

std::vector<Diagnosis> loop_diagnoses() {
  return {of("6.6", "rates", "counted_from_zero", Mistake::counted_from_zero,
             "steps are counted from 0: the first step would be made with a rate of 0", "The first step is step 1"),
          of("6.6", "rates", "whole_run", Mistake::whole_run,
             "the cosine begins with the run: it begins behind the warm-up", "begins behind the warm-up"),
          of("6.6", "rates", "no_floor", Mistake::no_floor, "the rate falls to 0: it falls to the lowest rate",
             "Falling to 0 instead of"),
          of("6.6", "rates", "decays_all_along", Mistake::decays_all_along,
             "the rate falls from the warm-up on: it stays at its peak until the last `decay` steps",
             "S stands for stable"),
          of("6.7", "clip", "each_alone", Mistake::each_alone,
             "each gradient is scaled by its own norm: one factor for all keeps the direction", "keeps the direction"),
          of("6.7", "clip", "always_scaled", Mistake::always_scaled,
             "gradients below the norm are scaled up: leave them", "Small gradients stay small"),
          of("6.7", "clip", "squared", Mistake::squared, "the norm lacks its root", "The root is taken once"),
          of("6.7", "clip", "gaps_read", Mistake::gaps_read,
             "a gradient that is a view is read as if it had no gaps: give sum_of_squares raw::contiguous(g)",
             "A gradient may be a view with gaps"),
          of("6.8", "step", "mean_of_means", Mistake::mean_of_means,
             "each batch has the same weight: weight it by its targets that count", "The mean of the means"),
          of("6.8", "step", "summed", Mistake::summed, "the batches' means are added up: weight each by its share",
             "four times the gradient"),
          of("6.8", "step", "not_zeroed", Mistake::not_zeroed, "gradients of the step before count: drop them first",
             "backward() adds"),
          of("6.8", "step", "clipped_late", Mistake::clipped_late,
             "the update was made with gradients that are not clipped: clip before the optimizer's step",
             "Clip before the update")};
}

std::vector<Diagnosis> challenge_diagnoses() {
  return {of("6.9", "luhn", "from_left", Mistake::from_left,
             "every second digit is doubled from the left: count from the right", "From the right"),
          of("6.9", "luhn", "no_nine", Mistake::no_nine, "what becomes two digits is added as it is: take 9 off",
             "Twice 8 is 7"),
          of("6.10", "mixture", "blocks", Mistake::blocks, "sources come in blocks: spread the draws of each over all",
             "seven of one, then two of the next"),
          of("6.10", "mixture", "earliest", Mistake::earliest,
             "a source is drawn before its time: skip those that are too early", "The earliest deadline alone"),
          of("6.10", "mixture", "deficit", Mistake::deficit,
             "whoever lags behind most is drawn: with many sources one may wait too long", "Whoever lags behind most"),
          of("6.11", "compute_optimal", "six_forgotten", Mistake::six_forgotten,
             "N D is the whole budget: a parameter takes 6 operations a token", "Six operations for each"),
          of("6.11", "compute_optimal", "swapped", Mistake::swapped,
             "alpha and beta are in each other's place: N grows with the exponent of D",
             "grows with the exponent of the other")};
}

}  // namespace

std::vector<Diagnosis> lab_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto part : {quality_diagnoses, duplicate_diagnoses, packing_diagnoses, loader_diagnoses, loop_diagnoses,
                          challenge_diagnoses})
    for (Diagnosis& diagnosis : part()) all.push_back(std::move(diagnosis));
  return all;
}

}  // namespace llmsys
