#include "datasets/gen/stories/score.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "datasets/gen/documents.h"
#include "datasets/gen/stories/cast.h"
#include "datasets/gen/stories/vocabulary.h"

namespace llmsys::corpora {
namespace {

constexpr size_t kLeastWords = 60, kLeastSentences = 6, kLeastParagraphs = 4, kLeastMentions = 3, kLeastPronouns = 1;

// Where somebody or something is named.
struct Mention {
  std::string what;
  size_t sentence;
  size_t word;
  Gender gender = Gender::female;
};

bool is_capital(const Word& word) { return word.text[0] >= 'A' && word.text[0] <= 'Z'; }

bool is_name_after_title(std::string_view word) {
  for (const auto& names : {surnames(), old_women(), old_men()})
    if (std::ranges::find(names, word) != names.end()) return true;
  return false;
}

// A capital letter where no sentence begins, or on a word that no story has, is a name. Days and months are words.
bool is_stranger(const Word& word) {
  static const std::set<std::string_view> kCapital = {
      "I",        "Monday",   "Tuesday", "Wednesday", "Thursday",  "Friday", "Saturday", "Sunday",
      "January",  "February", "March",   "May",       "June",      "July",   "August",   "November",
      "December", "New",      "Year",    "Easter",    "Christmas", "Eve"};
  if (!is_capital(word) || kCapital.contains(word.text)) return false;
  return !word.first || !story_words().contains(lower_case(word.text));
}

// All people in the order of their mentions.
std::vector<Mention> people_in(const std::vector<Word>& words) {
  std::vector<Mention> people;
  for (size_t i = 0; i < words.size(); ++i) {
    const Word& word = words[i];
    if (const Gender* title = gender_of_title(word.text)) {
      const std::string name = i + 1 < words.size() && is_name_after_title(words[i + 1].text) ? words[i + 1].text : "";
      people.push_back({word.text + " " + name, word.sentence, i, *title});
      if (!name.empty()) ++i;
    } else if (const Gender* child = gender_of_child(word.text)) {
      people.push_back({word.text, word.sentence, i, *child});
    } else if (is_stranger(word)) {
      people.push_back({word.text, word.sentence, i});
    }
  }
  return people;
}

std::vector<Mention> objects_in(const std::vector<Word>& words) {
  std::vector<Mention> objects;
  for (size_t i = 0; i < words.size(); ++i)
    if (const std::string word = lower_case(words[i].text); story_objects().contains(word))
      objects.push_back({word, words[i].sentence, i});
  return objects;
}

size_t count(const std::vector<Mention>& mentions, const std::string& what) {
  return static_cast<size_t>(std::ranges::count(mentions, what, &Mention::what));
}

// Whether `what` is in the last two of the sentences up to `last`.
bool at_the_end(const std::vector<Mention>& mentions, const std::string& what, size_t last) {
  return std::ranges::any_of(mentions, [&](const Mention& m) { return m.what == what && m.sentence + 1 >= last; });
}

bool keeps_name(const std::vector<Mention>& people, size_t last) {
  std::set<std::string> names;
  for (const Mention& person : people) names.insert(person.what);
  if (people.empty() || names.size() > 2 || people[0].sentence > 1) return false;
  return count(people, people[0].what) >= kLeastMentions && at_the_end(people, people[0].what, last);
}

bool keeps_helper(const std::vector<Mention>& people) {
  for (const Mention& person : people)
    if (person.what != people[0].what) return count(people, person.what) >= 2;
  return false;
}

bool keeps_object(const std::vector<Mention>& objects, size_t last) {
  if (objects.size() < kLeastMentions || objects[0].sentence > 1) return false;
  return count(objects, objects[0].what) == objects.size() && at_the_end(objects, objects[0].what, last);
}

const Gender* gender_of_pronoun(const std::string& word) {
  static const std::map<std::string, Gender, std::less<>> kPronouns = {
      {"she", Gender::female}, {"her", Gender::female}, {"herself", Gender::female}, {"hers", Gender::female},
      {"he", Gender::male},    {"him", Gender::male},   {"himself", Gender::male},   {"his", Gender::male}};
  const auto found = kPronouns.find(word);
  return found == kPronouns.end() ? nullptr : &found->second;
}

bool keeps_pronouns(const std::vector<Word>& words, const std::vector<Mention>& people) {
  if (people.empty()) return false;
  size_t named = 0, pronouns = 0;  // people[named - 1] is the person named last
  for (size_t i = 0; i < words.size(); ++i) {
    while (named < people.size() && people[named].word <= i) ++named;
    const std::string word = lower_case(words[i].text);
    const bool hero_is_girl = people[0].gender == Gender::female;
    if ((word == "girl" && !hero_is_girl) || (word == "boy" && hero_is_girl)) return false;
    const Gender* gender = gender_of_pronoun(word);
    if (gender == nullptr) continue;
    if (named == 0 || people[named - 1].gender != *gender) return false;
    ++pronouns;
  }
  return pronouns >= kLeastPronouns;
}

bool is_known(const Word& word) {
  return story_words().contains(lower_case(word.text)) || gender_of_title(word.text) != nullptr ||
         gender_of_child(word.text) != nullptr || is_name_after_title(word.text);
}

bool is_whole(std::string_view story, const std::vector<Word>& words) {
  if (words.size() < kLeastWords || words.back().sentence + 1 < kLeastSentences) return false;
  const std::string_view told = story.substr(0, story.find_last_not_of(" \n") + 1);
  if (static_cast<size_t>(std::ranges::count(told, '\n')) + 1 < kLeastParagraphs) return false;
  if (std::string_view(".!\"").find(told.back()) == std::string_view::npos) return false;
  std::vector<std::string> sentences(words.back().sentence + 1);
  for (const Word& word : words) sentences[word.sentence] += word.text + " ";
  const bool repeats = std::set<std::string>(sentences.begin(), sentences.end()).size() < sentences.size();
  return !repeats && std::ranges::all_of(words, is_known);
}

}  // namespace

StoryScore score_story(std::string_view story) {
  const std::vector<Word> words = words_of(story);
  if (words.empty()) return {};
  const std::vector<Mention> people = people_in(words);
  const size_t last = words.back().sentence;
  return {.whole = is_whole(story, words),
          .name = keeps_name(people, last),
          .helper = keeps_helper(people),
          .object = keeps_object(objects_in(words), last),
          .pronoun = keeps_pronouns(words, people)};
}

StoryReport score_stories(std::string_view text) {
  StoryReport report;
  std::set<std::string> seen;
  for (const std::string& story : split_documents(text)) {
    const StoryScore score = score_story(story);
    const bool repeated = !seen.insert(story).second;
    ++report.stories;
    report.whole += score.whole;
    report.name += score.name;
    report.helper += score.helper;
    report.object += score.object;
    report.pronoun += score.pronoun;
    report.repeated += repeated;
    report.kept += score.kept() && !repeated;
  }
  return report;
}

std::string table(const StoryReport& report) {
  const std::pair<const char*, int64_t> rows[] = {{"stories", report.stories},   {"whole", report.whole},
                                                  {"name", report.name},         {"helper", report.helper},
                                                  {"object", report.object},     {"pronoun", report.pronoun},
                                                  {"repeated", report.repeated}, {"kept", report.kept}};
  std::string out;
  for (const auto& [what, count] : rows) {
    char line[64];
    const double share =
        report.stories == 0 ? 0 : 100.0 * static_cast<double>(count) / static_cast<double>(report.stories);
    std::snprintf(line, sizeof line, "%-9s %6lld  %5.1f %%\n", what, static_cast<long long>(count), share);
    out += line;
  }
  return out;
}

}  // namespace llmsys::corpora
