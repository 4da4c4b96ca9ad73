// Lab 00, task 0.4: the bigram model; and the test of all files together.
#include <cmath>

#include "autograder/00_warm_up/bigram_inputs.h"
#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/judge/lab_test.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

constexpr Tolerance kExact{.atol = 1e-12, .rtol = 1e-12};
constexpr double kSmoothing = 0.1;

Tensor counts_of(const Tensor& tokens, int64_t V) {
  Tensor counts = student("bigram_counts", {{"tokens", tokens}, {"V", V}})["counts"].tensor();
  expect_equal(counts, reference::bigram_counts(span_of(tokens), V), "counts");
  return counts;
}

void expect_probabilities(const Tensor& counts, double alpha) {
  const Values out = student("bigram_probabilities", {{"counts", counts}, {"alpha", alpha}});
  expect_close(out["probabilities"], reference::bigram_probabilities(counts, alpha), kExact, "probabilities");
}

}  // namespace

LAB_TEST("0.4", "counts", "counts(i,j) is how often j follows i") {
  counts_of(from_vector<int64_t>({0, 1, 0, 1, 1}), 2);  // ababb: ab twice, ba once, bb once
  for (int i = 0; i < 5; ++i) counts_of(random_tokens(rng(), 500, 7), 9);
}

LAB_TEST("0.4", "probabilities", "each row is smoothed and sums to 1") {
  expect_probabilities(from_vector<int64_t>({3, 1, 0, 0}, {2, 2}), 1);  // by hand: 4/6 2/6 and 1/2 1/2
  for (int i = 0; i < 5; ++i) expect_probabilities(random_counts(rng(), 8), 0.01 + rng().uniform());
}

LAB_TEST("0.4", "loss", "the loss is the mean of -log p(next | previous), in nats") {
  const int64_t V = 8;
  const Tensor uniform = full({V, V}, 1.0 / static_cast<double>(V), DType::f64);
  const Tensor tokens = random_tokens(rng(), 100, V);
  expect_close(student("mean_nll", {{"probabilities", uniform}, {"tokens", tokens}})["loss"], std::log(8.0), 1e-12,
               "loss of the uniform model, log V, summed in float64");
  for (int i = 0; i < 5; ++i) {
    const Tensor model = reference::bigram_probabilities(random_counts(rng(), V), 0.5);
    const Tensor held_out = random_tokens(rng(), 50, V);
    expect_close(student("mean_nll", {{"probabilities", model}, {"tokens", held_out}})["loss"],
                 reference::mean_nll(model, span_of(held_out)), 1e-12, "loss, summed in float64");
  }
}

LAB_TEST("0.4", "sample", "the next token is the first whose cumulative probability exceeds u") {
  for (int i = 0; i < 5; ++i) {
    const Tensor model = reference::bigram_probabilities(random_counts(rng(), 6), 0.5);
    const Tensor uniforms = rand({40}, rng(), DType::f64);
    const std::span<const double> numbers(uniforms.data<double>(), 40);
    const Values out = student("sample", {{"probabilities", model}, {"first", 2}, {"uniforms", uniforms}});
    expect_equal(out["tokens"], reference::sample(model, 2, numbers), "tokens");
  }
}

LAB_TEST("0.4", "austen", "trained on nine tenths of Austen, the held-out loss is 2.4 to 2.5 nats a character") {
  const std::string novel = austen_text();
  const CharTokenizer tokenizer(novel);
  const std::vector<int64_t> tokens = tokenizer.encode(novel);
  const auto split = split_held_out(std::span<const int64_t>(tokens));
  const Tensor model =
      reference::bigram_probabilities(reference::bigram_counts(split.train, tokenizer.vocabulary_size()), kSmoothing);
  const double want = reference::mean_nll(model, split.held_out);
  expect_close(student("train_and_measure", {{"text", novel}})["loss"], want, 1e-9, "held-out loss");
  expect(want > 2.4 && want < 2.5, text("the reference itself is out of range: ", want));
}

LAB_TEST("0.4", "edges", "unseen rows become uniform, rare u pick the last token, bad tokens are errors") {
  expect_probabilities(zeros({4, 4}, DType::i64), 0.25);
  counts_of(from_vector<int64_t>({3}), 5);
  counts_of(zeros({0}, DType::i64), 5);
  const Tensor model = full({2, 2}, 0.5, DType::f64);
  const Tensor almost_one = from_vector<double>({std::nextafter(1.0, 0.0), 0.0, 0.5});
  expect_equal(student("sample", {{"probabilities", model}, {"first", 0}, {"uniforms", almost_one}})["tokens"],
               std::vector<int64_t>{1, 0, 1}, "tokens");
  const Tensor tenths = full({10, 10}, 0.1, DType::f64);  // ten times 0.1, added up, is a little less than 1
  const Tensor just_below_one = full({1}, std::nextafter(1.0, 0.0), DType::f64);
  expect_equal(student("sample", {{"probabilities", tenths}, {"first", 3}, {"uniforms", just_below_one}})["tokens"],
               std::vector<int64_t>{9}, "tokens");
  for (const std::vector<int64_t>& bad : {std::vector<int64_t>{0, 5}, {5, 0}, {0, -1}})
    expect_error("bigram_counts", {{"tokens", from_vector(bad)}, {"V", 5}}, ErrorKind::index, {});
  expect_close(student("mean_nll", {{"probabilities", model}, {"tokens", from_vector<int64_t>({1, 0})}})["loss"],
               std::log(2.0), 1e-12, "loss of a single pair");
  expect_error("mean_nll", {{"probabilities", model}, {"tokens", from_vector<int64_t>({1})}}, ErrorKind::value, {});
}

LAB_TEST("0.4", "bytes", "training takes two V x V tables of 8 bytes, and no third") {
  const int64_t V = 100;
  const Tensor tokens = random_tokens(rng(), 20000, V);
  counts_of(tokens, V);  // memory saved by a wrong answer earns nothing
  expect_probabilities(reference::bigram_counts(span_of(tokens), V), kSmoothing);
  const int64_t bytes = student("bigram_bytes", {{"tokens", tokens}, {"V", V}})["bytes"].integer();
  const int64_t want = 2 * V * V * 8;
  expect(bytes >= want, text("the meter counted ", bytes, " bytes; two tables take ", want, ": are they tensors?"));
  expect(bytes <= want + want / 16, text("peak of ", bytes, " bytes; two tables take ", want));
}

LAB_TEST("0.all", "together", "your files work together: text to model to view to broadcast") {
  const std::string text = "Emma Woodhouse, handsome, clever, and rich, and handsome; the rest, and so on.";
  const CharTokenizer tokenizer(text);
  const std::vector<int64_t> tokens = tokenizer.encode(text);
  const int64_t V = tokenizer.vocabulary_size();
  const Tensor model = reference::bigram_probabilities(reference::bigram_counts(tokens, V), kSmoothing);
  const Values out = student("together", {{"text", text}});
  expect_equal(out["shape"], "(1," + std::to_string(V) + ")", "shape");
  expect_equal(out["word"], reference::most_frequent_word(text).word, "word");
  const Tensor column = raw::expand(raw::transpose(raw::slice(model, 1, 0, 1), 0, 1), {3, V});
  expect_close(out["first"], column, kExact, "first");
}
