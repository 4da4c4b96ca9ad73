// Lab 06's handout says what the code says: the words that reports point at, and the numbers of its worked examples.
#include "autograder/06_pretraining/handout.h"

#include <algorithm>
#include <cstdio>

#include "autograder/judge/lab_test.h"
#include "framework/data/hashing.h"
#include "framework/testing/test.h"
#include "labs/06_pretraining/duplicates.h"
#include "labs/06_pretraining/loader.h"
#include "labs/06_pretraining/mixture.h"
#include "labs/06_pretraining/overlap.h"
#include "labs/06_pretraining/packing.h"
#include "labs/06_pretraining/personal_data.h"
#include "labs/06_pretraining/predictions.h"
#include "labs/06_pretraining/quality.h"
#include "labs/06_pretraining/schedules.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

std::string number(double value, int digits = 3) {
  char out[40];
  std::snprintf(out, sizeof out, "%.*f", digits, value);
  return out;
}

// "6 7 0 -": what does not count as a dash.
std::string targets_of(const PackedRow& row) {
  std::vector<std::string> out;
  for (const int64_t target : row.targets) out.push_back(target == kNoTarget ? "-" : std::to_string(target));
  return join(out, " ");
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's measures of three lines, and the rules they break", "[handout]") {
  Measures m;
  measure_words("Cafés of the Bay ...\n- to be #1\n\n- 42 and the …\n", m);
  const QualityLimits limits = gopher_limits();
  const std::vector<std::string> allowed = {"50 to 100,000", "3 to 10",   "up to 0.1", "up to 0.1",
                                            "up to 0.9",     "up to 0.3", "from 0.8",  "from 2"};
  const std::vector<Measure> broken = broken_rules(m, limits);
  for (size_t i = 0; i < allowed.size(); ++i) {
    const auto measure = static_cast<Measure>(i);
    const bool whole = measure == Measure::words || measure == Measure::stop_words;
    const bool inside = std::find(broken.begin(), broken.end(), measure) == broken.end();
    says(text("| `", name_of(measure), "` | ", number(m[measure], whole ? 0 : 3), " | ", allowed[i], " | ",
              inside ? "yes" : "no", " |"));
  }
}

TEST_CASE("the handout's four signatures", "[handout]") {
  const std::vector<Signature> signatures = {{7, 1, 4, 2}, {7, 1, 5, 3}, {7, 2, 5, 3}, {7, 1, 5, 3}};
  for (const int64_t bands : {1, 2, 4}) {
    std::vector<std::string> links;
    for (const auto& [a, b] : candidate_links(signatures, bands)) links.push_back(text(a, "-", b));
    says(text("| ", bands, " | ", 4 / bands, " | ", join(links, " "), " |"));
  }
  CHECK(clusters(4, candidate_links(signatures, 2)) == std::vector<size_t>{0, 0, 0, 0});
}

TEST_CASE("the handout's question in a page", "[handout]") {
  const std::string page = "We asked: what is the -- CAPITAL of France? Nobody knew.",
                    question = "What is the capital of France?";
  const Contamination found = decontaminate({page}, {question}, 3);
  REQUIRE(found.training.size() == 1);
  const Overlap& one = found.training[0];
  says(text("bytes ", one.begin, " to ", one.end, ": `", page.substr(one.begin, one.end - one.begin), "`"));
  CHECK(found.benchmark == std::vector<Overlap>{{0, 0, question.size() - 1}});
}

TEST_CASE("the handout's three documents in rows of four", "[handout]") {
  std::vector<int64_t> stream;
  for (const std::vector<int64_t>& document : {std::vector<int64_t>{5, 6, 7}, {8}, {9, 3, 4, 2, 1}})
    append_document(document, 0, stream);
  says("5 6 7 0 8 0 9 3 4 2 1 0");
  CHECK(stream == std::vector<int64_t>{5, 6, 7, 0, 8, 0, 9, 3, 4, 2, 1, 0});
  REQUIRE(count_rows(12, 4) == 3);
  for (size_t row = 0; row < 3; ++row) {
    const PackedRow packed = pack_row(std::span(stream).subspan(4 * row, std::min<size_t>(5, 12 - 4 * row)), 4, 0);
    says(text("| ", row, " | ", join(packed.tokens, " "), " | ", targets_of(packed), " | ", join(packed.positions, " "),
              " |"));
  }
}

TEST_CASE("the handout's loader of six rows", "[handout]") {
  const std::vector<int64_t> ids(24, 1);
  const TokenLoader loader(TokenShards({TokenShard(ids, 2)}), {.context = 4, .batch = 2, .seed = 1});
  REQUIRE(loader.rows() == 6);
  std::vector<int64_t> rows;
  for (int64_t position = 0; position < 12; ++position) rows.push_back(loader.row_at(position));
  says("| row | " + join(rows, " | ") + " |");
}

TEST_CASE("the handout's rates of ten steps", "[handout]") {
  const Schedule schedule{.peak = 0.8, .lowest = 0, .warm_up = 2, .decay = 4, .steps = 10};
  std::vector<std::string> cosine, wsd;
  for (int64_t step = 1; step <= 10; ++step) {
    cosine.push_back(number(cosine_rate(schedule, step), 2));
    wsd.push_back(number(wsd_rate(schedule, step), 2));
  }
  says("| cosine | " + join(cosine, " | ") + " |");
  says("| WSD | " + join(wsd, " | ") + " |");
}

TEST_CASE("the handout's masked line, card number and mixture", "[handout]") {
  const std::string line = "Ann (ann@example.org, +1 555 010 4477) paid with 4111 1111 1111 1111 from 10.0.0.7.";
  says("`" + line + "`");
  says("`" + masked(line) + "`");
  CHECK(passes_luhn("79927398713"));
  says("7 9 9 2 7 3 9 8 7 1 3");
  Mixture mixture({7, 2, 1});
  std::vector<int64_t> sources;
  for (int i = 0; i < 10; ++i) sources.push_back(mixture.next());
  says("`" + join(sources, " ") + "`");
}

TEST_CASE("the handout's predictions", "[handout]") {
  CHECK(predict_shard_bytes(1'000'000, 50'257) == 2'000'032);
  CHECK(predict_shard_bytes(1'000'000, 128'256) == 4'000'032);
  says("2,000,032");
  says("4,000,032");
  CHECK(hash64("a") != hash64("b"));
}
