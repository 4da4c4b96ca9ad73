// Lab 00's handout says what the code says: the words that reports point at, and the numbers of its text.
#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "autograder/00_warm_up/bigram_inputs.h"
#include "autograder/00_warm_up/line_counts.h"
#include "autograder/judge/lab_test.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/testing/document.h"
#include "labs/00_warm_up/bigram.h"
#include "labs/00_warm_up/frequent_word.h"
#include "labs/00_warm_up/loop_orders.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

const llmsys::testing::Document& handout() {
  static const llmsys::testing::Document page("labs/00_warm_up/README.md");
  return page;
}

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

std::string digits(double value, int decimals) {
  char out[32];
  std::snprintf(out, sizeof out, "%.*f", decimals, value);
  return out;
}

// The lines per step of one order as the handout's table has them.
std::string table_row(const std::string& order, const LineLoads& loads, double counted) {
  return "| `" + order + "` | " + digits(loads.a, 4) + " | " + digits(loads.b, 4) + " | " + digits(loads.c, 4) + " | " +
         digits(loads.a + loads.b + loads.c, 4) + " | " + digits(counted, 4) + " |";
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the model of the handout has the loss and writes the text that it prints", "[handout]") {
  const std::string novel = austen_text();
  const CharTokenizer tokenizer(novel);
  const std::vector<int64_t> tokens = tokenizer.encode(novel);
  const auto split = split_held_out(std::span<const int64_t>(tokens));
  const int64_t V = tokenizer.vocabulary_size();
  const Tensor model = bigram_probabilities(bigram_counts(split.train, V), 0.1);  // (V,V)
  says("**" + digits(mean_nll(model, split.held_out), 4) + "**");
  const Tensor uniform = full({V, V}, 1.0 / static_cast<double>(V), DType::f64);  // (V,V)
  says(digits(mean_nll(uniform, split.held_out), 4));
  Rng rng(1);
  std::vector<double> uniforms(240);
  std::generate(uniforms.begin(), uniforms.end(), [&] { return rng.uniform(); });
  says(tokenizer.decode(sample(model, tokenizer.id_of('\n'), uniforms)));
}

TEST_CASE("the handout's table of loop orders is what is predicted and counted", "[handout]") {
  const int64_t line = LineCounter::kLineFloats;
  says(table_row("ijk", predict_line_loads(LoopOrder::ijk, line), counted_lines(matmul_ijk, 96)));
  says(table_row("ikj", predict_line_loads(LoopOrder::ikj, line), counted_lines(matmul_ikj, 96)));
  says(table_row("jki", predict_line_loads(LoopOrder::jki, line), counted_lines(matmul_jki, 96)));
}

TEST_CASE("the handout names the word that Austen uses most", "[handout]") {
  const WordCount word = most_frequent_word(austen_text());
  says("`" + word.word + "`, " + std::to_string(word.count) + " times");
}
