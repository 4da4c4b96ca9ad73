// Lab 06: the challenges, tasks 6.9 and 6.10, and all files together.
#include <algorithm>
#include <numeric>

#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

void expect_masked(const std::string& words, const std::string& want) {
  expect_equal(student("masked", {{"text", words}})["masked"], want, "the masked text of " + to_text(Value(words)));
}

void expect_match(const std::string& kind, const std::string& words, size_t length) {
  expect_equal(student("match_" + kind, {{"text", words}})["length"], static_cast<int64_t>(length),
               "length of the " + kind + " at the start of " + to_text(Value(words)));
}

std::vector<int64_t> random_weights() {
  std::vector<int64_t> weights = {between(rng(), 1, 20)};
  for (int64_t n = between(rng(), 0, 5); n > 0; --n) weights.push_back(rng().below(6) == 0 ? 0 : between(rng(), 1, 20));
  return weights;
}

}  // namespace

LAB_TEST("6.9", "luhn", "the digits of a card number pass, and no single wrong digit does") {
  for (const char* digits :
       {"4111111111111111", "79927398713", "5500005555555559", "340000000000009", "0", "1", "18", "59"})
    expect_right("luhn", {{"digits", digits}});
  for (int i = 0; i < 20; ++i) {
    std::string digits;
    for (int64_t n = between(rng(), 1, 20); n > 0; --n) digits += static_cast<char>('0' + rng().below(10));
    expect_right("luhn", {{"digits", digits}});
  }
}

LAB_TEST("6.9", "example", "addresses and numbers in a text are masked, and nothing else") {
  expect_masked("Write to ann.lee+news@mail.example.org, or call +1 (555) 010-4477.",
                "Write to <email>, or call <phone>.");
  expect_masked("card 4111 1111 1111 1111 12/26, from 192.168.0.1", "card <card> 12/26, from <ip>");
  expect_masked("555-123-4567 and (555) 123-4567 and 555.123.4567", "<phone> and <phone> and <phone>");
  expect_masked("In 1984, 12.5 of 300 pages, version 1.2.3.4.5, at 10:30",
                "In 1984, 12.5 of 300 pages, version 1.2.3.4.5, at 10:30");
  expect_masked("4111 1111 1111 1112 is no card, 2026-11-22 no phone",
                "4111 1111 1111 1112 is no card, 2026-11-22 no phone");
  expect_masked("(a@b.co) a@b a@b.c @b.co me@localhost", "(<email>) a@b a@b.c @b.co me@localhost");
}

LAB_TEST("6.9", "boundaries", "each match is as long as it may be, and no longer") {
  expect_match("email", "a@b.co.", 6);
  expect_match("email", "a@b.co.uk-x", 6);
  expect_match("email", "a@b.c1.de", 9);
  expect_match("email", std::string(64, 'x') + "@b.co", 69);
  for (const std::string& none :
       {std::string("a..b@c.de"), std::string(".a@b.co"), std::string("a.@b.co"), std::string("a@-b.co"),
        std::string("a@b-.co"), std::string("a@.co"), std::string(65, 'x') + "@b.co", std::string("")})
    expect_match("email", none, 0);
  expect_match("ipv4", "255.255.255.255", 15);
  expect_match("ipv4", "1.2.3.4.", 7);
  expect_match("ipv4", "1.2.3.4. And", 7);
  for (const char* none : {"256.1.1.1", "1.2.3", "01.2.3.4", "1.2.3.4567", "1.2.3.4.5", "1..2.3", "1.2.3."})
    expect_match("ipv4", none, 0);
  expect_match("ipv4", "0.0.0.0x", 7);
  expect_match("card", "5500-0055-5555-5559", 19);
  expect_match("card", "5500-0055--5555-5559", 0);
  expect_match("card", "4111111111111111 4", 16);
  expect_match("card", "41111111111111111111111111111111", 0);
  expect_match("card", "4111111111119", 13);
  expect_match("card", "411111111117", 0);  // 12 digits that pass
  expect_match("card", "4111111111111111110", 19);
  expect_match("card", "41111111111111111115", 0);  // 20 of them
  expect_match("card", "4222222222222 105", 17);    // passes with its second group as without it
  expect_match("card", "4222222222222 106", 13);
  expect_match("phone", "+491701234567", 13);
  expect_match("phone", "+1234567", 0);
  expect_match("phone", "+12345678", 9);
  expect_match("phone", "+1234567890123456", 0);
  expect_match("phone", "+12345678 - 90", 9);  // three between two groups
  expect_match("phone", "+123456789012345 67", 16);
  expect_match("phone", "+1 555 010 4477 12 3456", 18);
  expect_match("phone", "555-123-45678", 0);
  expect_match("phone", "(555)123-4567", 0);
}

LAB_TEST("6.10", "example", "70, 20 and 10 percent of every ten draws, one after another") {
  expect_right("mixture", {{"weights", std::vector<int64_t>{7, 2, 1}}, {"draws", 20}});
  expect_right("mixture", {{"weights", std::vector<int64_t>{1, 1}}, {"draws", 5}});
  expect_right("mixture", {{"weights", std::vector<int64_t>{0, 3}}, {"draws", 5}});
}

LAB_TEST("6.10", "property", "at every moment each source was drawn its share, to less than one") {
  std::vector<std::vector<int64_t>> all = {{3, 12, 12, 1, 1}, {3, 1, 1, 9, 12, 3, 3, 12, 12}};
  for (int i = 0; i < 20; ++i) all.push_back(random_weights());
  for (const std::vector<int64_t>& weights : all) {
    const int64_t sum = std::accumulate(weights.begin(), weights.end(), int64_t{0});
    const std::vector<int64_t> sources =
        student("mixture", {{"weights", weights}, {"draws", 3 * sum}})["sources"].integers();
    expect(std::ssize(sources) == 3 * sum, "a source for each draw");
    std::vector<int64_t> drawn(weights.size(), 0);
    for (int64_t k = 1; k <= 3 * sum; ++k) {
      ++drawn.at(static_cast<size_t>(sources[static_cast<size_t>(k - 1)]));
      for (size_t s = 0; s < weights.size(); ++s)
        expect(std::abs(drawn[s] * sum - weights[s] * k) < sum,
               text("of ", k, " draws with weights ", join(weights, ", "), " source ", s, " got ", drawn[s]));
    }
  }
}

LAB_TEST("6.10", "resume", "a mixture goes on from its state, exactly at any size, and refuses one of other weights") {
  for (int i = 0; i < 8; ++i) {
    const std::vector<int64_t> weights = random_weights();
    const Values begin = {{"weights", weights}, {"draws", between(rng(), 0, 30)}};
    const Value drawn = student("mixture", begin)["drawn"];
    expect_equal(drawn, reference::answer("mixture", begin)["drawn"],
                 "drawn before");  // it goes into the reference now
    expect_right("mixture", {{"weights", weights}, {"saved_weights", weights}, {"drawn", drawn}, {"draws", 12}});
  }
  const std::vector<int64_t> weights = {3, 5}, many = {3 * (int64_t{1} << 55), 5 * (int64_t{1} << 55)};
  Values far = {{"weights", weights}, {"saved_weights", weights}, {"drawn", many}, {"draws", 16}};
  const Values from_start = reference::answer("mixture", {{"weights", weights}, {"draws", 16}});
  expect_equal(student("mixture", far)["sources"], from_start["sources"], "sources after 2^58 draws");
  constexpr int64_t kLarge = 100'000'007;  // products with it leave 64 bits: here with a sign, there without
  const std::vector<int64_t> large = {3 * kLarge, 5 * kLarge};
  for (const int64_t rounds : {283'084'525'627'354'892, 359'001'507'558'550'467}) {
    const Values in = {{"weights", large}, {"saved_weights", large}, {"drawn", std::vector{3 * rounds, 5 * rounds}}};
    expect_equal(student("mixture", with(in, {{"draws", 16}}))["sources"], from_start["sources"],
                 "sources after 2^61 draws with large weights");
  }
  for (const Values& wrong :
       {Values{{"saved_weights", std::vector<int64_t>{3, 6}}}, Values{{"drawn", std::vector<int64_t>{1}}},
        Values{{"drawn", std::vector<int64_t>{1, -1}}}})
    expect_error("mixture", with(far, wrong), ErrorKind::value, {});
}

LAB_TEST("6.all", "together", "pages become batches: bad ones, copies and questions are gone, every byte comes once") {
  const std::string page = good_page(),
                    question =
                        "who knows how many lights there were in the town when the last boat of that evening came in";
  std::vector<std::string> pages = {page, "buy now", page, page + "\n\nThe End.", random_words(200, 3)};
  pages.push_back(good_page() + " And then they asked us " + question +
                  "? Nobody of us did, and so we have to say that the end of it is open.");
  pages.back().replace(
      0, 180,
      "Another day, another story: this one begins with rain, and with a dog that would not come out of the house.");
  for (int i = 0; i < 3; ++i) {
    const Values got = student("together", {{"pages", to_list(pages)}, {"benchmark", List{question}}});
    expect_equal(got["clean"], List{page}, "pages that are left");
    const std::string bytes = page;
    const auto rows = (std::ssize(bytes) - 1) / 32 + 1;
    expect_equal(got["rows"], static_cast<int64_t>(rows), "rows of 32");
    std::rotate(pages.begin(), pages.begin() + 1, pages.begin() + 2);
  }
}
