/// @file
/// Task 6.1: is a web page text that a model should learn from? The rules of Gopher: Rae et al. 2021, arXiv:2112.11446,
/// appendix A.1.1 and table A1.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::lab06 {

/// What is measured of a document. A share is a number from 0 to 1, and 0 where there is nothing to take it of.
enum class Measure : size_t {
  words,                          ///< how many
  word_length,                    ///< characters (code points) a word, the mean
  hash_signs,                     ///< "#", for each word
  ellipses,                       ///< "..." and "…", for each word
  bullet_lines,                   ///< share of lines that begin with a bullet
  ellipsis_lines,                 ///< share of lines that end with an ellipsis
  alphabetic_words,               ///< share of words with at least one letter
  stop_words,                     ///< how many different ones of: the, be, to, of, and, that, have, with
  repeated_lines,                 ///< share of lines that were there before
  repeated_line_characters,       ///< share of the lines' characters in those
  repeated_paragraphs,            ///< share of paragraphs that were there before
  repeated_paragraph_characters,  ///< share of the paragraphs' characters in those
  top_2_gram,                     ///< share of the words' characters in the places of the most frequent two words
  top_3_gram,                     ///< of three words
  top_4_gram,                     ///< of four words
  repeated_5_grams,               ///< share of the words' characters in five words that occur more than once
  repeated_6_grams,               ///< in six words
  repeated_7_grams,               ///< in seven words
  repeated_8_grams,               ///< in eight words
  repeated_9_grams,               ///< in nine words
  repeated_10_grams               ///< in ten words
};

/// How many measures there are.
inline constexpr size_t kMeasures = static_cast<size_t>(Measure::repeated_10_grams) + 1;

/// "stop_words": as in the enum.
std::string_view name_of(Measure measure);

/// The values of one document, by Measure.
struct Measures {
  std::array<double, kMeasures> values{};  ///< in the order of the enum
  /// The value of one measure.
  double& operator[](Measure measure) { return values[static_cast<size_t>(measure)]; }
  /// The value of one measure.
  double operator[](Measure measure) const { return values[static_cast<size_t>(measure)]; }
};

/// What a measure may be: both ends belong to it.
struct Limit {
  double least = 0;  ///< a document with less is dropped
  double most = 0;   ///< a document with more is dropped
};

/// The limits of all measures.
struct QualityLimits {
  std::array<Limit, kMeasures> limits{};  ///< in the order of the enum
  /// The limit of one measure.
  Limit& operator[](Measure measure) { return limits[static_cast<size_t>(measure)]; }
  /// The limit of one measure.
  const Limit& operator[](Measure measure) const { return limits[static_cast<size_t>(measure)]; }
};

/// Those of Gopher: 50 to 100,000 words of 3 to 10 characters, at most 0.1 symbols for each word, and so on.
QualityLimits gopher_limits();

/// Task 6.1. Fills in the first eight measures, words to stop_words; the functions of words.h say what a word, a
/// line, a bullet is.
void measure_words(std::string_view text, Measures& measures);

/// Task 6.1. The measures that are outside their limits, in the order of the enum. A value that is exactly the least or
/// the most is inside; NaN is outside.
std::vector<Measure> broken_rules(const Measures& measures, const QualityLimits& limits);

/// Given: all measures of a document.
Measures measure(std::string_view text);

/// Given: the share of all words' characters that lie in the most frequent n-gram, n words in a row; of several that
/// are as frequent the largest share. Where its places overlap, a character counts once. 0 if there are fewer than n
/// words.
double top_ngram(std::span<const std::string_view> words, int64_t n);

/// Given: the share of all words' characters that lie in n-grams which occur more than once in the text: in each of
/// their places, the first one included. Where such places overlap, a character counts once. 0 if there are fewer
/// than n words.
double repeated_ngrams(std::span<const std::string_view> words, int64_t n);

}  // namespace llmsys::lab06
