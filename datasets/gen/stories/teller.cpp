#include "datasets/gen/stories/teller.h"

#include <algorithm>
#include <vector>

#include "datasets/gen/stories/pick.h"
#include "datasets/gen/stories/words.h"
#include "framework/base/error.h"

namespace llmsys::corpora {
namespace {

constexpr std::string_view kPronouns[][3] = {
    {"he", "she", "he"}, {"him", "her", "him"}, {"his", "her", "his"}, {"himself", "herself", "himself"}};

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool begins_with_vowel(std::string_view text) {
  return !text.empty() && std::string_view("aeiouAEIOU").find(text[0]) != std::string_view::npos;
}

// Of "a|b|c" one part.
std::string_view one_of(std::string_view choices, Rng& rng) {
  std::vector<std::string_view> parts;
  for (size_t begin = 0; begin <= choices.size();) {
    const size_t end = std::min(choices.find('|', begin), choices.size());
    parts.push_back(choices.substr(begin, end - begin));
    begin = end + 1;
  }
  return pick(parts, rng);
}

}  // namespace

Teller::Teller(const Plot& plot, Rng rng)
    : rng_(std::move(rng)), hero_(draw_child(rng_)), helper_(draw_helper(hero_, rng_)), last_(&hero_) {
  drawn_["object"] = pick(plot.objects, rng_);
  const std::string at(pick(plot.places, rng_));
  drawn_["at"] = at;
  drawn_["place"] = at.substr(at.find(' ') + 1);
  drawn_["to"] = "to " + drawn_["place"];
  drawn_["time"] = pick(plot.times, rng_);
}

std::string Teller::tell(const Patterns& patterns) { return fill(pick(patterns, rng_)); }

std::string Teller::fill(std::string_view pattern) {
  std::string out, article;  // an article waits for what follows it
  const auto add = [&](const std::string& text) {
    if (!article.empty()) out.append(article).append(begins_with_vowel(text) ? "n " : " ");
    article.clear();
    out.append(text);
  };
  for (size_t i = 0; i < pattern.size();) {
    const char close = pattern[i] == '[' ? ']' : '}';
    if (pattern[i] != '[' && pattern[i] != '{') {
      add(std::string(1, pattern[i++]));
      continue;
    }
    const size_t end = pattern.find(close, i);
    LLMSYS_CHECK(ValueError, end != std::string_view::npos, "[Teller] ", pattern, ": no ", std::string(1, close));
    const std::string inside(pattern.substr(i + 1, end - i - 1));
    if (inside == "a" || inside == "A")
      article = inside;
    else
      add(close == ']' ? fill(one_of(inside, rng_)) : slot(inside));
    i = end + 1;
  }
  return out;
}

std::string Teller::mention(const Person& person) {
  last_ = &person;
  return person.name;
}

std::string Teller::pronoun(const std::string& name) const {
  for (const auto& [slot, female, male] : kPronouns)
    if (name == slot) return std::string(last_->gender == Gender::female ? female : male);
  return "";
}

std::string Teller::again(const Person& person) {
  return last_ == &person && rng_.below(5) > 0 ? pronoun("he") : mention(person);
}

std::string Teller::slot(const std::string& name) {
  if (is_upper(name[0])) {
    std::string lower = name;
    lower[0] = static_cast<char>(name[0] - 'A' + 'a');
    return capitalised(slot(lower));
  }
  if (name == "name") return mention(hero_);
  if (name == "helper") return mention(helper_);
  if (name == "met") return mention(helper_) + ", " + helper_.introduce;
  if (name == "hero") return again(hero_);
  if (name == "friend") return again(helper_);
  if (name == "child") return hero_.gender == Gender::female ? "girl" : "boy";
  if (std::string word = pronoun(name); !word.empty()) return word;
  if (!drawn_.contains(name)) {
    const auto list = word_lists().find(name);
    LLMSYS_CHECK(ValueError, list != word_lists().end(), "[Teller] there is no slot {", name, "}");
    drawn_[name] = fill(pick(list->second, rng_));
  }
  return drawn_[name];
}

}  // namespace llmsys::corpora
