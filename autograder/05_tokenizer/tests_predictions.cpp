// Lab 05, task 5.0: predictions against counts.
#include "autograder/05_tokenizer/bpe_inputs.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

void expect_predicted(const std::string& what, const std::string& unit, const Values& inputs) {
  const int64_t predicted = student("predict_" + what, inputs)[unit].integer();
  const int64_t counted = solution("measured_" + what, inputs)[unit].integer();
  expect(predicted == counted, text("predict_", what, " says ", predicted, " ", unit, " for ", to_text(Value(inputs)),
                                    ", counted were ", counted));
}

}  // namespace

LAB_TEST("5.0", "merges", "a vocabulary of that many tokens has the merges that you predict") {
  const std::vector<std::string> names = {"<|a|>", "<|b|>", "<|c|>"};
  const std::string sentence = "it is a truth universally acknowledged that a single man in possession of a fortune";
  for (size_t added = 0; added <= 3; ++added) {
    const Values measured = solution(
        "measured_merges", {{"text", sentence},
                            {"size", 260 + between(rng(), 0, 40)},
                            {"added", to_list({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(added)})}});
    const Values inputs = {{"vocabulary", measured["vocabulary"]}, {"added", static_cast<int64_t>(added)}};
    expect_equal(student("predict_merges", inputs)["merges"], measured["merges"], "merges");
  }
  expect_equal(student("predict_merges", {{"vocabulary", 50257}, {"added", 1}})["merges"], 50000, "merges of GPT-2");
}

LAB_TEST("5.0", "run", "a run of one letter becomes as many ids as you predict") {
  expect_predicted("ids_of_run", "ids", {{"n", 1}, {"merges", 0}});
  expect_predicted("ids_of_run", "ids", {{"n", 7}, {"merges", 2}});
  for (int i = 0; i < 12; ++i)
    expect_predicted("ids_of_run", "ids", {{"n", between(rng(), 1, 400)}, {"merges", between(rng(), 0, 6)}});
}

LAB_TEST("5.0", "lookups", "the plain loop asks for as many ranks as you predict") {
  for (const int64_t n : {3, 1, 2, 5}) expect_predicted("lookups", "lookups", {{"n", n}});
  for (int i = 0; i < 5; ++i) expect_predicted("lookups", "lookups", {{"n", between(rng(), 4, 26)}});
}
