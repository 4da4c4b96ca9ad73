#include "datasets/gen/stories/vocabulary.h"

#include <algorithm>

#include "datasets/gen/stories/cast.h"
#include "datasets/gen/stories/plot.h"
#include "datasets/gen/stories/words.h"

namespace llmsys::corpora {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Adds the words of a pattern, but not the names of its slots.
void add_words(std::string_view pattern, std::set<std::string, std::less<>>& words) {
  std::string text;
  bool slot = false;
  for (const char c : pattern) {
    slot = c == '{' || (slot && c != '}');
    text.push_back(slot || c == '|' ? ' ' : c);
  }
  for (const Word& word : words_of(text)) words.insert(lower_case(word.text));
}

std::set<std::string, std::less<>> all_words() {
  std::set<std::string, std::less<>> words;
  for (const Plot& plot : plots())
    for (const Patterns* part : {&plot.objects, &plot.places, &plot.times, &plot.openings, &plot.problems,
                                 &plot.attempts, &plot.meetings, &plot.fixes, &plot.endings})
      for (const std::string_view pattern : *part) add_words(pattern, words);
  for (const auto& [slot, list] : word_lists())
    for (const std::string_view pattern : list) add_words(pattern, words);
  for (const std::string_view introduction : introductions()) add_words(introduction, words);
  add_words("a an to girl boy he she him her his himself herself", words);
  return words;
}

}  // namespace

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> out;
  size_t sentence = 0;
  bool first = true, ended = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' || c == '!' || c == '?') ended = true;
    if (c == '"' || c == ':') first = true;
    if (!is_letter(c)) continue;
    size_t end = i;
    const auto joins = [&](size_t at) {
      return (text[at] == '\'' || text[at] == '-') && at + 1 < text.size() && is_letter(text[at + 1]);
    };
    while (end < text.size() && (is_letter(text[end]) || joins(end))) ++end;
    std::string word(text.substr(i, end - i));
    if (word.ends_with("'s")) word.resize(word.size() - 2);
    // `"Stop!" cried Ann`: what goes on in lower case is the same sentence
    if (ended && (c >= 'A' && c <= 'Z')) ++sentence;
    out.push_back({std::move(word), sentence, first || ended});
    first = ended = false;
    i = end - 1;
  }
  return out;
}

const std::set<std::string, std::less<>>& story_words() {
  static const std::set<std::string, std::less<>> kWords = all_words();
  return kWords;
}

const std::set<std::string, std::less<>>& story_objects() {
  static const std::set<std::string, std::less<>> kObjects = [] {
    std::set<std::string, std::less<>> objects;
    for (const Plot& plot : plots()) objects.insert(plot.objects.begin(), plot.objects.end());
    return objects;
  }();
  return kObjects;
}

}  // namespace llmsys::corpora
