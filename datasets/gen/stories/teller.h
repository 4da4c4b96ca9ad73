/// @file
/// Tells a story: fills patterns with what was drawn once, and remembers who was named last.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "datasets/gen/stories/cast.h"
#include "datasets/gen/stories/plot.h"

namespace llmsys::corpora {

/// The state of one story.
///
/// Slots, each also with a capital first letter:
/// - `{name}` the hero; `{helper}` who helps; `{met}` the helper with what they are: "Mr Brandt, the baker"
/// - `{he}` `{him}` `{his}` `{himself}` of the person named last: what keeps pronouns right
/// - `{hero}` `{he}` if the hero was named last (mostly), else the name; `{friend}` the same of the helper
/// - `{child}` girl or boy, as the hero is
/// - `{object}` `{colour}`, and `{a}`: "a" or "an", as what follows wants it
/// - `{at}` in the park; `{to}` to the park; `{place}` the park; `{time}` when it happens
/// - the lists of words.h, as `{trait}`: drawn at their first use, the same from then on
class Teller {
 public:
  /// Draws hero, helper, object, colour, place and time.
  Teller(const Plot& plot, Rng rng);
  /// One of the patterns, filled in.
  std::string tell(const Patterns& patterns);

 private:
  std::string fill(std::string_view pattern);
  std::string slot(const std::string& name);
  std::string mention(const Person& person);
  std::string again(const Person& person);
  std::string pronoun(const std::string& name) const;

  Rng rng_;
  Person hero_, helper_;
  const Person* last_;                                     // named last: hero_ or helper_
  std::map<std::string, std::string, std::less<>> drawn_;  // by slot
};

}  // namespace llmsys::corpora
