/// @file
/// What can happen in a story.
///
/// Sentences are patterns. `[ran|hurried]` is one of the words; `{Name}` and the other slots are what Teller has drawn for
/// this story. A pronoun is of the person named last before it: see Teller.
#pragma once
#include <string_view>
#include <vector>

namespace llmsys::corpora {

/// Patterns of which one is told.
using Patterns = std::vector<std::string_view>;

/// A plot: five parts, told in this order.
struct Plot {
  std::string_view name;  ///< what happens, in a word or three
  Patterns objects;       ///< what it happens to; all of them singular
  Patterns places;        ///< where: a preposition, "the", a noun
  Patterns times;         ///< when: how its first sentence may begin
  Patterns openings;      ///< who, what, where; ends with the hero as the person named last, as all but `meetings` do
  Patterns problems;      ///< what goes wrong
  Patterns attempts;      ///< what the hero tries in vain
  Patterns meetings;      ///< who comes, and what they say; ends with the helper as the person named last
  Patterns fixes;         ///< what they do together
  Patterns endings;       ///< how it ends; its last two sentences name hero and object
};

/// All plots.
const std::vector<Plot>& plots();

}  // namespace llmsys::corpora
