// Lab 05, tasks 5.0 to 5.2: mistakes with bytes and in training.
#include <bit>

#include "autograder/05_tokenizer/bpe_inputs.h"
#include "autograder/05_tokenizer/diagnoses.h"

namespace llmsys::lab05 {
namespace {

using reference::ByteMistake;
using reference::TrainingMistake;

Diagnosis alphabet(const std::string& name, const std::string& cause, const std::string& handout, ByteMistake mistake) {
  return {"5.1",   "byte_alphabet",
          name,    cause,
          handout, [mistake](const Values&) -> Values {
            return {{"characters", reference::byte_alphabet(mistake)}}; }};
}

Values merged(const Values& in, TrainingMistake mistake) {
  return {{"ids", reference::merge_pair(in["ids"].integers(), in["left"].integer(), in["right"].integer(),
                                        in["id"].integer(), mistake)}};
}

Diagnosis merging(const std::string& name, const std::string& cause, const std::string& handout,
                  TrainingMistake mistake) {
  return {"5.2",
          "merge_pair",
          name,
          cause,
          handout,
          [mistake](const Values& in) {
            return if_wrong(merged(in, mistake), merged(in, TrainingMistake::none)); }};
}

Values learned(const Values& in, TrainingMistake mistake) {
  const reference::Pieces pieces{texts_of(in["pieces"]), in["counts"].integers()};
  const BpeVocabulary vocabulary = reference::learn(pieces, in["size"].integer(), mistake).vocabulary;
  return {{"merges", flat(vocabulary.merges)}};
}

Diagnosis training(const std::string& name, const std::string& cause, const std::string& handout,
                   TrainingMistake mistake) {
  return {"5.2",
          "learn_merges",
          name,
          cause,
          handout,
          [mistake](const Values& in) {
            return if_wrong(learned(in, mistake), learned(in, TrainingMistake::none)); }};
}

std::vector<Diagnosis> prediction_diagnoses() {
  return {
      {"5.0", "predict_merges", "added_forgotten", "added tokens are tokens that no merge makes: subtract them too",
       "no merge makes them",
       [](const Values& in) -> Values {
         return if_wrong({{"merges", in["vocabulary"].integer() - 256}},
                         {{"merges", in["vocabulary"].integer() - 256 - in["added"].integer()}});
       }},
      {"5.0", "predict_ids_of_run", "rest_forgotten",
       "the letters that are left over stay as smaller tokens: one for each 1 in their number's binary digits",
       "what is left over",
       [](const Values& in) -> Values {
         const int64_t n = in["n"].integer(), merges = in["merges"].integer(), whole = n >> merges;
         const auto rest = static_cast<uint64_t>(n - (whole << merges));
         return if_wrong({{"ids", whole}}, {{"ids", whole + std::popcount(rest)}});
       }},
      {"5.0", "predict_lookups", "square",
       "this is n (n - 1): it takes each of the n - 1 rounds for as long as the first one, but the piece gets shorter",
       "one pair less each time", [](const Values& in) -> Values {
         const int64_t n = in["n"].integer();
         return if_wrong({{"lookups", n * (n - 1)}}, {{"lookups", n * (n - 1) / 2}});
       }}};
}

}  // namespace

std::vector<Diagnosis> training_diagnoses() {
  std::vector<Diagnosis> all = prediction_diagnoses();
  const std::vector<Diagnosis> more = {
      alphabet("soft_hyphen", "0xAD stands for itself: it is the soft hyphen, which is not printed",
               "0xAD is the soft hyphen", ByteMistake::soft_hyphen),
      alphabet("blank_printable", "the blank stands for itself: it would end a line of merges.txt too early",
               "The blank cannot stand for itself", ByteMistake::blank_printable),
      alphabet("by_byte", "a stand-in is 256 + byte: they are numbered one after another, without gaps",
               "not at U+0100 plus the byte", ByteMistake::by_byte),
      {"5.1", "first_tokens", "byte_order", "the tokens are in the order of the bytes: it is that of their characters",
       "ordered by byte",
       [](const Values&) -> Values {
         return {{"tokens", to_list(reference::first_tokens(ByteMistake::byte_order))}};
       }},
      merging("right_kept", "the right one of a merged pair is still there: both become one id", "Both become one id",
              TrainingMistake::right_kept),
      merging("first_only", "only the first place in a word is merged: go on behind it",
              "Stopping after the first place", TrainingMistake::first_only),
      training("words_once", "each different word counts once: its pairs occur as often as it does",
               "as often as the word", TrainingMistake::words_once),
      training("places_once", "a pair that stands twice in a word counts once there: every place counts",
               "\"banana\" holds (a,n) twice", TrainingMistake::places_once),
      training("largest_tie", "of equally frequent pairs the one with the largest ids is taken: it is the smallest",
               "the smallest left id", TrainingMistake::largest_tie),
      training("right_first", "ties are decided by the right id first: it is the left id, then the right one",
               "first by the left id", TrainingMistake::right_first),
      training(
          "counted_once",
          "pairs that are gone still count: take away all that a word's old ids had counted, then count the new ones",
          "Adding new pairs without taking the old ones away", TrainingMistake::counted_once)};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace llmsys::lab05
