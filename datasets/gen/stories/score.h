/// @file
/// Does a story stay with its people and its thing? What loss does not show of a model, counted.
///
/// The rules are those that Teller keeps, so each of its stories passes; text that a model wrote passes if it has learned
/// them. None can be met by saying little: a story has to be whole first.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace llmsys::corpora {

/// What was found in one story.
struct StoryScore {
  /// It is a story at all: 60 words or more in 6 sentences and 4 lines or more, all of them words that stories have, no sentence twice,
  /// and a full stop at the end.
  bool whole = false;
  /// The child that is named first is named in the last two sentences, and three times in all; and besides the child and
  /// whoever helps, nobody is named.
  bool name = false;
  /// Whoever is named second is named at least twice.
  bool helper = false;
  /// One thing of story_objects(), no other, in the first two sentences and in the last two, and three times in all.
  bool object = false;
  /// Each he and she, him and her, his, himself and herself is of the person named last before it, there is one or more,
  /// and "girl" or "boy" is what the child is.
  bool pronoun = false;

  /// All of it.
  [[nodiscard]] bool kept() const { return whole && name && helper && object && pronoun; }
};

/// Looks at one story.
StoryScore score_story(std::string_view story);

/// How many of several stories.
struct StoryReport {
  int64_t stories = 0;   ///< looked at
  int64_t whole = 0;     ///< see StoryScore, as the next four
  int64_t name = 0;      ///< see StoryScore
  int64_t helper = 0;    ///< see StoryScore
  int64_t object = 0;    ///< see StoryScore
  int64_t pronoun = 0;   ///< see StoryScore
  int64_t repeated = 0;  ///< equal to an earlier one
  int64_t kept = 0;      ///< all of it, and not repeated

  /// kept / stories; 0 of none.
  [[nodiscard]] double share() const {
    return stories == 0 ? 0 : static_cast<double>(kept) / static_cast<double>(stories);
  }
};

/// Looks at all stories of a text: documents as split_documents() finds them.
StoryReport score_stories(std::string_view text);

/// A line for each count, with its share of all stories: "kept         181   90.5 %".
std::string table(const StoryReport& report);

}  // namespace llmsys::corpora
