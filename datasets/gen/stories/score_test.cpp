#include "datasets/gen/stories/score.h"

#include <string>

#include "datasets/gen/documents.h"
#include "datasets/gen/stories/cast.h"
#include "datasets/gen/stories/pick.h"
#include "datasets/gen/stories/stories.h"
#include "datasets/gen/stories/vocabulary.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::corpora;

namespace {

constexpr int64_t kStories = 400;

// Where `word` stands in a text as a word of its own.
std::vector<size_t> places_of(const std::string& text, const std::string& word) {
  const auto letter = [&](size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at])) != 0;
  };
  std::vector<size_t> places;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !letter(at - 1)) && !letter(at + word.size())) places.push_back(at);
  return places;
}

// The text with one of its `word`s, drawn, replaced.
std::string replaced(std::string text, const std::string& word, std::string_view by, Rng& rng) {
  const std::vector<size_t> places = places_of(text, word);
  return text.replace(pick(places, rng), word.size(), by);
}

std::string hero_of(const std::string& text) {
  for (const Word& word : words_of(text))
    if (gender_of_child(word.text) != nullptr) return word.text;
  return "";
}

std::string object_of(const std::string& text) {
  for (const Word& word : words_of(text))
    if (story_objects().contains(word.text)) return word.text;
  return "";
}

// One that does not occur in the text.
std::string_view other(std::span<const std::string_view> words, const std::string& text, Rng& rng) {
  std::string_view word = pick(words, rng);
  while (text.find(word) != std::string::npos) word = pick(words, rng);
  return word;
}

// How many of kStories stories pass after `spoil` has changed them, by one of the verdicts.
template <class Spoil>
int64_t passing(bool StoryScore::*verdict, Spoil spoil) {
  Rng rng(11);
  int64_t count = 0;
  for (int64_t i = 0; i < kStories; ++i) count += score_story(spoil(story(9, i), rng)).*verdict;
  return count;
}

}  // namespace

TEST_CASE("every generated story passes") {
  const StoryReport report = score_stories(stories(2, kStories));
  CHECK(report.stories == kStories);
  CHECK(report.whole == kStories);
  CHECK(report.name == kStories);
  CHECK(report.helper == kStories);
  CHECK(report.object == kStories);
  CHECK(report.pronoun == kStories);
  CHECK(report.repeated == 0);
  CHECK(report.kept == kStories);
}

TEST_CASE("another child's name in one place, of either gender, is noticed") {
  for (const auto& names : {girls(), boys()})
    CHECK(passing(&StoryScore::name, [&](const std::string& text, Rng& rng) {
            return replaced(text, hero_of(text), other(names, text, rng), rng);
          }) == 0);
}

TEST_CASE("a name that nobody has heard of is noticed") {
  CHECK(passing(&StoryScore::name,
                [](const std::string& text, Rng& rng) { return replaced(text, hero_of(text), "Zoltan", rng); }) == 0);
}

TEST_CASE("another thing in one place is noticed") {
  const std::vector<std::string_view> objects(story_objects().begin(), story_objects().end());
  CHECK(passing(&StoryScore::object, [&](const std::string& text, Rng& rng) {
          return replaced(text, object_of(text), other(objects, text, rng), rng);
        }) == 0);
}

TEST_CASE("one pronoun of the other gender is noticed, wherever it is") {
  const std::pair<const char*, const char*> swaps[] = {
      {"he", "she"},          {"she", "he"}, {"his", "her"}, {"him", "her"}, {"her", "his"}, {"himself", "herself"},
      {"herself", "himself"}, {"He", "She"}, {"She", "He"},  {"His", "Her"}, {"Her", "His"}};
  int64_t spoiled = 0;
  for (int64_t i = 0; i < 300; ++i)
    for (const auto& [from, to] : swaps)
      for (const size_t place : places_of(story(9, i), from)) {
        const std::string text = story(9, i).replace(place, std::string(from).size(), to);
        INFO(text);
        CHECK_FALSE(score_story(text).pronoun);
        ++spoiled;
      }
  CHECK(spoiled >= 1000);
}

TEST_CASE("a helper who is called otherwise once is noticed") {
  CHECK(passing(&StoryScore::name, [](const std::string& text, Rng& rng) {
          const std::string title = pick(std::vector<std::string>{"Mr Larsen", "Aunt Vera", "Grandpa Bruno"}, rng);
          for (const char* word : {"Mr", "Mrs", "Aunt", "Uncle", "Grandma", "Grandpa"})
            if (const auto places = places_of(text, word); !places.empty() && text.find(title) == std::string::npos) {
              const size_t place = pick(places, rng), end = text.find_first_of(" ,.!?'\n", text.find(' ', place) + 1);
              return std::string(text).replace(place, end - place, title);
            }
          return std::string();
        }) == 0);
}

TEST_CASE("what ends too early, repeats itself or says nothing is not kept") {
  const std::string text = story(2, 1);
  const auto kept = [](const std::string& what) { return score_story(what).kept(); };
  REQUIRE(kept(text));
  for (size_t length = 0; length < text.rfind('\n'); ++length) CHECK_FALSE(kept(text.substr(0, length)));
  CHECK_FALSE(kept(text.substr(0, text.size() - 1)));
  std::string sentence;
  for (int i = 0; i < 20; ++i) sentence += "Lily looked at her kite. ";
  std::string words;
  for (int i = 0; i < 50; ++i) words += "Lily kite she Tom ";
  for (const std::string& empty :
       {std::string(), std::string(" \n"), std::string("..."), sentence, words + ".", text + " " + text})
    CHECK_FALSE(kept(empty));
  CHECK(kept(text + "\n"));
}

TEST_CASE("a story told twice counts once") {
  const std::string text = story(2, 1);
  const StoryReport report = score_stories(join_documents({text, text, story(2, 2), "nothing", ""}));
  CHECK(report.stories == 5);  // to say nothing is to tell a bad story
  CHECK(report.repeated == 1);
  CHECK(report.kept == 2);
  CHECK(report.share() == 0.4);
  CHECK(score_stories("").share() == 0);
}
