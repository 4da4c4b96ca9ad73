#include "datasets/gen/stories/stories.h"

#include <algorithm>
#include <set>

#include "datasets/gen/documents.h"
#include "datasets/gen/stories/plot.h"
#include "datasets/gen/stories/vocabulary.h"
#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::corpora;

TEST_CASE("a story is a pure function of seed and index") {
  CHECK(story(1, 7) == story(1, 7));
  CHECK(story(1, 7) != story(1, 8));
  CHECK(story(1, 7) != story(2, 7));
  CHECK_THROWS_AS(story(1, -1), ValueError);
  CHECK_THROWS_AS(stories(1, -1), ValueError);
}

TEST_CASE("documents come back from where they were joined") {
  const std::vector<std::string> documents = split_documents(stories(3, 20));
  REQUIRE(documents.size() == 20);
  for (size_t i = 0; i < documents.size(); ++i) CHECK(documents[i] == story(3, static_cast<int64_t>(i)));
  CHECK(split_documents("").empty());
  CHECK(split_documents(" \n").empty());
  CHECK(split_documents("\n<|endoftext|>\n \n<|endoftext|>\n") == std::vector<std::string>{"", ""});
  CHECK(split_documents(" a b\n") == std::vector<std::string>{"a b"});
  CHECK(split_documents("a<|endoftext|>b\nc\n<|endoftext|>\nd") == std::vector<std::string>{"a", "b\nc", "d"});
}

TEST_CASE("the first megabyte of corpus 1 is what it was") {
  const std::string text = stories(1, 1700);
  REQUIRE(text.size() >= 1'000'000);
  CHECK(hash_text(text.data(), 1'000'000) == 0xdadb002e228b3330);
}

TEST_CASE("there are at least 20 plots, 800 words and 100 things, and stories differ") {
  CHECK(plots().size() >= 20);
  CHECK(story_objects().size() >= 100);
  std::set<std::string> words, different;
  for (int64_t i = 0; i < 2000; ++i) {
    const std::string text = story(5, i);
    different.insert(text);
    for (const Word& word : words_of(text)) words.insert(lower_case(word.text));
  }
  CHECK(words.size() >= 800);
  CHECK(different.size() == 2000);
}

TEST_CASE("every plot is told, has three of everything, and a name of its own") {
  std::set<std::string_view> names;
  for (const Plot& plot : plots()) {
    INFO(plot.name);
    CHECK(names.insert(plot.name).second);
    for (const Patterns* part : {&plot.objects, &plot.places, &plot.times, &plot.openings, &plot.problems,
                                 &plot.attempts, &plot.meetings, &plot.fixes, &plot.endings})
      CHECK(part->size() >= 3);
  }
}

TEST_CASE("stories are ASCII, without a blank line, a slot left open or two blanks") {
  for (int64_t i = 0; i < 500; ++i) {
    const std::string text = story(7, i);
    INFO(text);
    CHECK(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
    for (const char* wrong :
         {"\n\n", "  ", "{", "}", "[", "]", "|", " \n", " a a", " a e", " a i", " an b", "..", " ,"})
      CHECK(text.find(wrong) == std::string::npos);
  }
}
