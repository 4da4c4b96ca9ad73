// Lab 06, task 6.1: what is measured of a document, and the rules that it breaks.
#include "labs/06_pretraining/quality.h"

#include <set>

#include "framework/base/error.h"
#include "labs/06_pretraining/words.h"

namespace llmsys::lab06 {

void measure_words(std::string_view text, Measures& measures) {
  // About 14 lines: a loop over words_of(text) for characters and different stop words; share() and share_of() of
  // words.h for what is divided.
  // BEGIN SOLUTION task 6.1 measure_words
  const std::vector<std::string_view> words = words_of(text), lines = lines_of(text);
  const auto n = static_cast<int64_t>(words.size());
  int64_t characters = 0;
  std::set<int64_t> stop_words;
  for (const std::string_view word : words) {
    characters += count_characters(word);
    if (stop_word(word) >= 0) stop_words.insert(stop_word(word));
  }
  measures[Measure::words] = static_cast<double>(n);
  measures[Measure::word_length] = share(characters, n);
  measures[Measure::hash_signs] = share(count_symbol(text, "#"), n);
  measures[Measure::ellipses] = share(count_symbol(text, "...") + count_symbol(text, "…"), n);
  measures[Measure::bullet_lines] = share_of(lines, begins_with_bullet);
  measures[Measure::ellipsis_lines] = share_of(lines, ends_with_ellipsis);
  measures[Measure::alphabetic_words] = share_of(words, has_letter);
  measures[Measure::stop_words] = static_cast<double>(stop_words.size());
  // END SOLUTION
}

std::vector<Measure> broken_rules(const Measures& measures, const QualityLimits& limits) {
  // About 6 lines. Ask for what is inside, and negate it: NaN is then outside.
  // BEGIN SOLUTION task 6.1 broken_rules
  std::vector<Measure> broken;
  for (size_t i = 0; i < kMeasures; ++i) {
    const auto [least, most] = limits.limits[i];
    if (!(least <= measures.values[i] && measures.values[i] <= most)) broken.push_back(static_cast<Measure>(i));
  }
  return broken;
  // END SOLUTION
}

}  // namespace llmsys::lab06
