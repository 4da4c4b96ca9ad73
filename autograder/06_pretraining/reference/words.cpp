// Task 6.1, by hand: a text as a list of characters.
#include <algorithm>
#include <cmath>
#include <set>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/parts.h"
#include "framework/data/code_point.h"

namespace llmsys::lab06::reference {
namespace {

struct Character {
  std::string bytes;
  CharacterKind kind;
};
using Text = std::vector<Character>;

Text read(std::string_view bytes) {
  Text text;
  while (!bytes.empty()) {
    const CodePoint c = first_code_point(bytes);
    text.push_back({std::string(bytes.substr(0, c.length)), c.kind});
    bytes.remove_prefix(c.length);
  }
  return text;
}

std::string written(const Text& text) {
  std::string bytes;
  for (const Character& c : text) bytes += c.bytes;
  return bytes;
}

// The parts between characters for which `separates`; empty ones are left out.
template <class Predicate>
std::vector<Text> split(const Text& text, const Predicate& separates) {
  std::vector<Text> parts = {{}};
  for (const Character& c : text) {
    if (separates(c)) parts.emplace_back();
    if (!separates(c)) parts.back().push_back(c);
  }
  std::erase_if(parts, [](const Text& part) { return part.empty(); });
  return parts;
}

bool is_space(const Character& c) { return c.kind == CharacterKind::space; }

std::vector<Text> lines_of(const Text& text) {
  std::vector<Text> lines;
  for (Text line : split(text, [](const Character& c) { return c.bytes == "\n"; })) {
    while (!line.empty() && is_space(line.back())) line.pop_back();
    while (!line.empty() && is_space(line.front())) line.erase(line.begin());
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// Places of `symbol` that do not overlap, from the left.
double count(std::string text, const std::string& symbol) {
  double times = 0;
  for (size_t at; (at = text.find(symbol)) != std::string::npos; ++times) text.erase(0, at + symbol.size());
  return times;
}

std::string lower(std::string word) {
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return word;
}

double over(double part, double whole) { return whole == 0 ? 0 : part / whole; }

bool is_bullet(const Text& line) {
  const std::set<std::string> bullets = {"-", "*", "•", "‣", "●", "○", "▪", "◦", "–"};
  return bullets.contains(line.front().bytes);
}

bool is_cut(const Text& line) {
  const std::string bytes = written(line);
  return bytes.ends_with("...") || bytes.ends_with("…");
}

bool is_alphabetic(const Text& word) {
  return std::any_of(word.begin(), word.end(), [](const Character& c) { return c.kind == CharacterKind::letter; });
}

}  // namespace

Values measure_words(const Values& in, Mistake mistake) {
  const std::string& bytes = in["text"].bytes();
  const std::vector<Text> words = split(read(bytes), is_space), lines = lines_of(read(bytes));
  const std::set<std::string> stop_words = {"the", "be", "to", "of", "and", "that", "have", "with"};
  const auto n = static_cast<double>(words.size());
  double characters = 0, alphabetic = 0, stops = 0;
  std::set<std::string> different;
  for (const Text& word : words) {
    characters += static_cast<double>(mistake == Mistake::bytes ? written(word).size() : word.size());
    alphabetic += is_alphabetic(word) ? 1 : 0;
    if (!stop_words.contains(lower(written(word)))) continue;
    different.insert(lower(written(word)));
    ++stops;
  }
  const double of_symbols = mistake == Mistake::over_characters ? static_cast<double>(read(bytes).size()) : n;
  const double of_lines = mistake == Mistake::over_words ? n : static_cast<double>(lines.size());
  const auto lines_that = [&](bool (*holds)(const Text&)) {
    return over(static_cast<double>(std::count_if(lines.begin(), lines.end(), holds)), of_lines);
  };
  return {{"words", n},
          {"word_length", over(characters, n)},
          {"hash_signs", over(count(bytes, "#"), of_symbols)},
          {"ellipses", over(count(bytes, "...") + count(bytes, "…"), of_symbols)},
          {"bullet_lines", lines_that(is_bullet)},
          {"ellipsis_lines", lines_that(is_cut)},
          {"alphabetic_words", over(alphabetic, n)},
          {"stop_words", mistake == Mistake::every_stop_word ? stops : static_cast<double>(different.size())}};
}

Values broken_rules(const Values& in, Mistake mistake) {
  const std::vector<double> values = numbers_of(in["values"]), least = numbers_of(in["least"]),
                            most = numbers_of(in["most"]);
  std::vector<std::string> broken;
  for (size_t i = 0; i < values.size(); ++i) {
    bool outside = std::isnan(values[i]) || values[i] < least[i] || values[i] > most[i];
    if (mistake == Mistake::exclusive) outside = outside || values[i] == least[i] || values[i] == most[i];
    if (mistake == Mistake::nan_inside) outside = outside && !std::isnan(values[i]);
    if (outside && !(mistake == Mistake::first_only && !broken.empty())) broken.emplace_back(kMeasureNames[i]);
  }
  return {{"broken", to_list(broken)}};
}

}  // namespace llmsys::lab06::reference
