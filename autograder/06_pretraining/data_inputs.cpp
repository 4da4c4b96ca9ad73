#include "autograder/06_pretraining/data_inputs.h"

namespace llmsys::lab06 {

void expect_right(const std::string& scenario, const Values& in) {
  const Values want = reference::answer(scenario, in), got = student(scenario, in);
  for (const auto& [name, value] : want) {
    if (value.type_name() == "number") expect_close(got[name], value.number(), 1e-12, name);
    if (value.type_name() != "number") expect_equal(got[name], value, name);
  }
}

namespace {

template <class Items>
auto one_of(const Items& items) {
  return items[rng().below(std::size(items))];
}

}  // namespace

std::string random_text(int64_t parts) {
  static const std::vector<std::string> all = {
      "the", "The",        "be",           "to",       "of",   "and",  "THAT", "have", "with",   "these",
      "cat", "na\u00efve", "\u4f60\u597d", "12",       "3.5",  "#",    "#tag", "...",  "\u2026", "-",
      "* ",  "\u2022",     "wait...",      "so\u2026", "....", "\xff", "\xc3", "-x",   "\u0301", "!?"};
  static const std::vector<std::string> between_words = {" ",    " ",    " ",      "  ",    "\t", "\n",
                                                         "\n\n", "\r\n", "\u3000", "\n \n", ""};
  std::string text;
  for (int64_t i = 0; i < parts; ++i) text += one_of(all) + one_of(between_words);
  return text;
}

std::string random_words(int64_t count, int64_t different) {
  std::string text;
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0) text += rng().below(4) == 0 ? ", " : " ";
    text += "w" + std::to_string(between(rng(), 1, different));
  }
  return text;
}

std::string good_page() {
  return "We left the harbour before the sun was up, and by noon the wind had turned. My brother wanted to go back; I "
         "said that we "
         "would have a better chance with the tide. So we waited behind the island, ate bread and cheese, and told "
         "each other "
         "stories of storms that our grandfather had seen.\n\nIn the evening the water was quiet. A boat of fishermen "
         "passed us, "
         "and one of them called out to ask whether everything was all right. It was, and an hour later we saw the "
         "lights of "
         "the town.\n\nNobody at home believed how little had happened that day. People like a story to be about "
         "danger.";
}

std::vector<std::vector<int64_t>> random_documents(int64_t count, int64_t longest, int64_t vocabulary) {
  std::vector<std::vector<int64_t>> documents(static_cast<size_t>(count));
  for (std::vector<int64_t>& document : documents)
    for (int64_t n = rng().below(4) == 0 ? 0 : between(rng(), 0, longest); n > 0; --n)
      document.push_back(between(rng(), 1, vocabulary - 1));
  return documents;
}

Values loader_inputs(int64_t tokens, int64_t context, int64_t batch) {
  const int64_t vocabulary = rng().below(2) == 0 ? 50 : 70'000;
  std::vector<int64_t> ids, shards;
  for (int64_t i = 0; i < tokens; ++i) ids.push_back(rng().below(6) == 0 ? 0 : between(rng(), 1, vocabulary - 1));
  for (int64_t left = tokens; left > 0; left -= shards.back()) shards.push_back(between(rng(), 0, left));
  return {{"ids", ids},         {"shards", shards}, {"vocabulary", vocabulary},
          {"context", context}, {"batch", batch},   {"seed", between(rng(), 0, 1'000'000)},
          {"end", 0},           {"shuffle", true},  {"rank", 0},
          {"ranks", 1},         {"steps", 0}};
}

Values with(Values in, const Values& replaced) {
  for (const auto& [name, value] : replaced) in.set(name, value);
  return in;
}

}  // namespace llmsys::lab06
