// Lab 06, task 6.0: predictions against counts.
#include <algorithm>
#include <cmath>

#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

void expect_predicted(const std::string& what, const std::string& unit, const Values& inputs) {
  const int64_t predicted = student("predict_" + what, inputs)[unit].integer();
  const int64_t counted = solution("measured_" + what, inputs)[unit].integer();
  expect(predicted == counted, text("predict_", what, " says ", predicted, " ", unit, " for ", to_text(Value(inputs)),
                                    ", counted were ", counted));
}

}  // namespace

LAB_TEST("6.0", "bytes", "a shard has the bytes that you predict") {
  for (const int64_t vocabulary : {1, 257, 65'536, 65'537, 128'256})
    for (const int64_t tokens : {int64_t{0}, between(rng(), 1, 5'000)})
      expect_predicted("shard_bytes", "bytes", {{"tokens", tokens}, {"vocabulary", vocabulary}});
}

LAB_TEST("6.0", "targets", "as many targets count as you predict") {
  for (int i = 0; i < 12; ++i) {
    std::vector<int64_t> lengths;
    for (int64_t n = between(rng(), 1, 12); n > 0; --n) lengths.push_back(between(rng(), 1, 40));
    expect_predicted("targets", "targets", {{"lengths", lengths}, {"context", between(rng(), 1, 30)}});
  }
}

LAB_TEST("6.0", "candidates", "as many pairs share a band as you predict, within five standard deviations") {
  constexpr int64_t kPairs = 400;
  for (int i = 0; i < 8; ++i) {
    const int64_t common = between(rng(), 6, 14), only = between(rng(), 1, 3), bands = between(rng(), 2, 12),
                  rows = between(rng(), 2, 6);
    const double s = static_cast<double>(common) / static_cast<double>(common + 2 * only);
    const double predicted =
        student("predict_candidate_share", {{"s", s}, {"bands", bands}, {"rows", rows}})["share"].number();
    const auto found =
        static_cast<double>(solution("candidate_curve", {{"pairs", kPairs},
                                                         {"common", common},
                                                         {"only", only},
                                                         {"bands", bands},
                                                         {"rows", rows},
                                                         {"seed", between(rng(), 0, 1'000'000)}})["found"]
                                .integer());
    const double deviation = std::sqrt(kPairs * std::max(predicted * (1 - predicted), 0.0));
    expect(std::abs(found - kPairs * predicted) <= 5 * deviation + 2,
           text("of ", kPairs, " pairs with similarity ", s, " you predict ", kPairs * predicted, " for ", bands,
                " bands of ", rows, " rows, counted were ", found));
  }
}
