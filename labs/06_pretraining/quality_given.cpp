// Given: Gopher's limits, the measures that students do not write, and all of them together.
#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "labs/06_pretraining/quality.h"
#include "labs/06_pretraining/words.h"

namespace llmsys::lab06 {
namespace {

constexpr std::array<std::string_view, kMeasures> kNames = {"words",
                                                            "word_length",
                                                            "hash_signs",
                                                            "ellipses",
                                                            "bullet_lines",
                                                            "ellipsis_lines",
                                                            "alphabetic_words",
                                                            "stop_words",
                                                            "repeated_lines",
                                                            "repeated_line_characters",
                                                            "repeated_paragraphs",
                                                            "repeated_paragraph_characters",
                                                            "top_2_gram",
                                                            "top_3_gram",
                                                            "top_4_gram",
                                                            "repeated_5_grams",
                                                            "repeated_6_grams",
                                                            "repeated_7_grams",
                                                            "repeated_8_grams",
                                                            "repeated_9_grams",
                                                            "repeated_10_grams"};

// How many parts were there before, and the characters in them: as shares of all.
struct Repeats {
  double parts = 0, characters = 0;
};

Repeats repeats_of(const std::vector<std::string_view>& parts) {
  std::unordered_set<std::string_view> seen;
  int64_t again = 0, characters = 0, all = 0;
  for (const std::string_view part : parts) {
    const int64_t size = count_characters(part);
    all += size;
    if (seen.insert(part).second) continue;
    ++again;
    characters += size;
  }
  return {share(again, static_cast<int64_t>(parts.size())), share(characters, all)};
}

int64_t characters_of(std::span<const std::string_view> words) {
  int64_t characters = 0;
  for (const std::string_view word : words) characters += count_characters(word);
  return characters;
}

// The characters of an n-gram's places, each once, and how many places.
struct Places {
  int64_t count = 0, characters = 0;
  size_t counted_to = 0;  // the first word that no place holds yet
};

}  // namespace

std::string_view name_of(Measure measure) { return kNames[static_cast<size_t>(measure)]; }

QualityLimits gopher_limits() {
  constexpr double none = std::numeric_limits<double>::infinity();
  QualityLimits out;
  out[Measure::words] = {50, 100'000};
  out[Measure::word_length] = {3, 10};
  out[Measure::hash_signs] = {0, 0.1};
  out[Measure::ellipses] = {0, 0.1};
  out[Measure::bullet_lines] = {0, 0.9};
  out[Measure::ellipsis_lines] = {0, 0.3};
  out[Measure::alphabetic_words] = {0.8, 1};
  out[Measure::stop_words] = {2, none};
  out[Measure::repeated_lines] = {0, 0.3};
  out[Measure::repeated_line_characters] = {0, 0.2};
  out[Measure::repeated_paragraphs] = {0, 0.3};
  out[Measure::repeated_paragraph_characters] = {0, 0.2};
  constexpr std::array<double, 9> ngrams = {0.20, 0.18, 0.16, 0.15, 0.14, 0.13, 0.12, 0.11, 0.10};
  for (size_t i = 0; i < ngrams.size(); ++i) out.limits[static_cast<size_t>(Measure::top_2_gram) + i] = {0, ngrams[i]};
  return out;
}

double top_ngram(std::span<const std::string_view> words, int64_t n) {
  const std::vector<uint64_t> grams = ngram_hashes(words, n);
  std::unordered_map<uint64_t, Places> all;
  const Places* top = nullptr;
  for (size_t i = 0; i < grams.size(); ++i) {
    Places& places = all[grams[i]];
    const size_t end = i + static_cast<size_t>(n), from = std::max(i, places.counted_to);
    places.characters += characters_of(words.subspan(from, end - from));
    places.counted_to = end;
    ++places.count;
    const bool more = top == nullptr || places.count > top->count;
    if (more || (places.count == top->count && places.characters > top->characters)) top = &places;
  }
  return top == nullptr ? 0 : share(top->characters, characters_of(words));
}

double repeated_ngrams(std::span<const std::string_view> words, int64_t n) {
  const std::vector<uint64_t> grams = ngram_hashes(words, n);
  std::unordered_map<uint64_t, int64_t> count;
  for (const uint64_t gram : grams) ++count[gram];
  int64_t inside = 0, all = 0;
  size_t inside_until = 0;  // words below lie in an n-gram that repeats
  for (size_t i = 0; i < words.size(); ++i) {
    if (i < grams.size() && count[grams[i]] > 1) inside_until = i + static_cast<size_t>(n);
    all += count_characters(words[i]);
    if (i < inside_until) inside += count_characters(words[i]);
  }
  return share(inside, all);
}

Measures measure(std::string_view text) {
  Measures out;
  measure_words(text, out);
  const Repeats lines = repeats_of(lines_of(text)), paragraphs = repeats_of(paragraphs_of(text));
  out[Measure::repeated_lines] = lines.parts;
  out[Measure::repeated_line_characters] = lines.characters;
  out[Measure::repeated_paragraphs] = paragraphs.parts;
  out[Measure::repeated_paragraph_characters] = paragraphs.characters;
  const std::vector<std::string_view> words = words_of(text);
  for (int64_t n = 2; n <= 10; ++n)
    out.values[static_cast<size_t>(Measure::top_2_gram) + static_cast<size_t>(n - 2)] =
        n <= 4 ? top_ngram(words, n) : repeated_ngrams(words, n);
  return out;
}

}  // namespace llmsys::lab06
