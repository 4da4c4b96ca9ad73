// Lab 06, hidden tests: properties that a solution fitted to the public tests may miss.
#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

void expect_broken(const std::string& page, const std::string& rule) {
  const List broken = student("gopher", {{"text", page}})["broken"].list();
  bool found = false;
  for (const Value& name : broken) found = found || name.bytes() == rule;
  expect(found, text("a page that breaks ", rule, " breaks ", to_text(Value(broken))));
}

std::string repeated(const std::string& part, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += part;
  return all;
}

}  // namespace

LAB_TEST("6.1", "hidden", "a good page breaks no rule of Gopher's, and bad ones break theirs") {
  expect_equal(student("gopher", {{"text", good_page()}})["broken"], List{}, "rules that a good page breaks");
  expect_broken("too short", "words");
  expect_broken(repeated("internationalisation ", 100), "word_length");
  expect_broken(good_page() + repeated("#", 40), "hash_signs");
  expect_broken(good_page() + repeated("\n...", 40), "ellipsis_lines");
  expect_broken(repeated("- point of the list\n", 40), "bullet_lines");
  expect_broken(repeated("1234 ", 80), "alphabetic_words");
  expect_broken(repeated(good_page() + "\n\n", 3), "repeated_10_grams");
  for (int i = 0; i < 10; ++i) expect_right("measure_words", {{"text", random_text(400)}});
}

LAB_TEST("6.2", "hidden", "pages that read the same are one cluster, and thousands of copies are linked in a row") {
  const std::string page = good_page();
  std::string shouted = page;
  for (char& c : shouted) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  const List documents = {
      "other words that have nothing to do with it at all", page, shouted, page + " End.", "", "", page};
  const Values got = student("find_duplicates",
                             {{"documents", documents}, {"shingle_words", 3}, {"bands", 20}, {"rows", 4}, {"seed", 1}});
  expect_equal(got["first"], std::vector<int64_t>{0, 1, 1, 1, 4, 4, 1}, "first of each cluster");
  constexpr int64_t kCopies = 3000;
  const List copies(kCopies, std::vector<int64_t>{5, 6, 7, 8});
  std::vector<int64_t> links;
  for (int64_t i = 1; i < kCopies; ++i) links.insert(links.end(), {0, i});
  expect_equal(student("candidate_links", {{"signatures", copies}, {"bands", 2}})["links"], links, "links of copies");
}

LAB_TEST("6.3", "hidden", "thirteen words, in other case, form and punctuation; short documents overlap with nothing") {
  const std::string question = "Caf\u00e9 one two three four five six seven eight nine ten eleven twelve";
  std::string in_page =
      "before CAFE\u0301, (one) two; three four -- five six 'seven' eight nine ten eleven \xff twelve\u2026 after";
  for (const std::vector<std::string>& documents :
       {std::vector<std::string>{in_page, question}, std::vector<std::string>{"", in_page + " " + in_page, "one two"}})
    expect_right("find_overlaps",
                 {{"documents", to_list(documents)}, {"others", List{question, "one two three"}}, {"n", 13}});
  for (int i = 0; i < 10; ++i)
    expect_right("find_overlaps", {{"documents", List{random_words(300, 2), random_words(5, 2)}},
                                   {"others", List{random_words(40, 2)}},
                                   {"n", between(rng(), 5, 9)}});
}

LAB_TEST("6.4", "hidden", "long streams, large ids, and every length of the last row") {
  for (int64_t length = 1; length < 30; ++length)
    expect_right("pack",
                 {{"documents", lists<int64_t>({std::vector<int64_t>(static_cast<size_t>(length), 2'000'000'000)})},
                  {"context", 7},
                  {"end", length % 2 == 0 ? 1'999'999'999 : -1}});
  expect_right("pack", {{"documents", lists(random_documents(200, 60, 70'000))}, {"context", 64}, {"end", 0}});
}

LAB_TEST("6.5", "hidden", "many ranks, small epochs and other seeds") {
  for (int i = 0; i < 12; ++i) {
    const int64_t ranks = between(rng(), 1, 6);
    expect_right("load", with(loader_inputs(between(rng(), 2, 60), between(rng(), 1, 20), between(rng(), 1, 7)),
                              {{"rank", between(rng(), 0, ranks - 1)},
                               {"ranks", ranks},
                               {"seed", static_cast<int64_t>(rng().next_u64() >> 1)},
                               {"end", i % 3 == 0 ? -1 : 0},
                               {"shuffle", i % 4 != 0},
                               {"steps", 12}}));
  }
}

LAB_TEST("6.6", "hidden", "long runs, at their joints") {
  for (const char* kind : {"cosine", "wsd"})
    for (const int64_t steps : {int64_t{100'000}, int64_t{1} << 40}) {
      const int64_t warm_up = steps / 50, decay = steps / 5;
      const std::vector<int64_t> at = {1,         warm_up - 1,   warm_up,           warm_up + 1,
                                       steps / 2, steps - decay, steps - decay + 1, steps - 1,
                                       steps,     steps + 1};
      const Values in = {{"kind", kind},   {"peak", 6e-4},   {"lowest", 6e-5}, {"warm_up", warm_up},
                         {"decay", decay}, {"steps", steps}, {"at", at}};
      const List got = student("rates", in)["rates"].list(), want = reference::answer("rates", in)["rates"].list();
      for (size_t i = 0; i < at.size(); ++i)
        expect_close(got.at(i), want[i].number(), 1e-13, text("rate of step ", at[i]));
    }
}
