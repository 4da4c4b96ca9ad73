/// @file
/// Who appears in stories: people, each with a gender that their name or title tells.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "framework/base/rng.h"

namespace llmsys::corpora {

/// Whose pronouns a person has.
enum class Gender : uint8_t {
  female,  ///< she, her, her, herself
  male     ///< he, him, his, himself
};

/// Somebody in a story.
struct Person {
  std::string name;       ///< how the story calls them each time: "Lily", "Mr Brandt", "Aunt Clara"
  Gender gender;          ///< what pronouns they have
  std::string introduce;  ///< what follows the name the first time: "the baker"; may be empty

  /// Memberwise.
  bool operator==(const Person&) const = default;
};

/// Names of children. No name is in two of these lists, and none is a word of the stories.
std::span<const std::string_view> girls();
/// Names of children.
std::span<const std::string_view> boys();
/// Names after Mr and Mrs.
std::span<const std::string_view> surnames();
/// Names after Aunt and Grandma.
std::span<const std::string_view> old_women();
/// Names after Uncle and Grandpa.
std::span<const std::string_view> old_men();

/// What is said of helpers when they first come: "the baker".
std::vector<std::string_view> introductions();

/// The gender that a title tells: "Mrs", "Aunt", "Grandma"; "Mr", "Uncle", "Grandpa".  @return null if it is no title
const Gender* gender_of_title(std::string_view word);
/// The gender of a child's name.  @return null if it is none
const Gender* gender_of_child(std::string_view word);

/// A child.
Person draw_child(Rng& rng);
/// Somebody who helps `hero`: a neighbour, a relative or another child.
Person draw_helper(const Person& hero, Rng& rng);

}  // namespace llmsys::corpora
