// The next token: against a plain float64 reference, at the edges, and drawn as often as it should be.
#include "programs/generate/sampling.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

using Logits = std::vector<float>;

// All ids from the most likely to the least, cut as the definitions say; probability by id, 0 for those cut off.
std::vector<double> reference(const Logits& logits, const Sampling& how) {
  std::vector<size_t> ids(logits.size());
  for (size_t i = 0; i < ids.size(); ++i) ids[i] = i;
  std::stable_sort(ids.begin(), ids.end(), [&](size_t a, size_t b) { return logits[a] > logits[b]; });
  const auto weight = [&](size_t id) {
    return std::exp((static_cast<double>(logits[id]) - static_cast<double>(logits[ids[0]])) / how.temperature);
  };
  if (how.top_k > 0) ids.resize(std::min(ids.size(), static_cast<size_t>(how.top_k)));
  double total = 0, passed = 0;
  for (const size_t id : ids) total += weight(id);
  std::vector<double> out(logits.size());
  for (const size_t id : ids) {
    if (passed >= how.top_p * total && passed > 0) break;
    passed += weight(id);
    out[id] = weight(id);
  }
  for (double& each : out) each /= passed;
  return out;
}

std::vector<double> by_id(const Logits& logits, const Sampling& how) {
  std::vector<double> out(logits.size());
  for (const Candidate& candidate : candidates(logits, how))
    out[static_cast<size_t>(candidate.id)] = candidate.probability;
  return out;
}

std::vector<int64_t> ids_of(const Logits& logits, const Sampling& how) {
  std::vector<int64_t> out;
  for (const Candidate& candidate : candidates(logits, how)) out.push_back(candidate.id);
  return out;
}

Logits random_logits(size_t size, uint64_t seed) {
  Rng rng(seed);
  Logits out(size);
  for (float& logit : out) logit = static_cast<float>(3 * rng.normal());
  return out;
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();
using Ids = std::vector<int64_t>;

}  // namespace

TEST_CASE("probabilities are those of the float64 reference, for all cuts together") {
  for (const size_t size : {1, 2, 31, 1000})
    for (const double temperature : {0.3, 1.0, 2.5})
      for (const int64_t top_k : {0, 1, 7, 5000})
        for (const double top_p : {0.05, 0.6, 0.95, 1.0}) {
          const Sampling how{temperature, top_k, top_p};
          const Logits logits = random_logits(size, size + 17);
          const std::vector<double> got = by_id(logits, how), want = reference(logits, how);
          CAPTURE(size, temperature, top_k, top_p);
          double worst = 0;
          for (size_t i = 0; i < size; ++i) worst = std::max(worst, std::fabs(got[i] - want[i]));
          CHECK(worst <= 1e-14);
        }
}

TEST_CASE("of equal logits the smaller ids are kept") {
  const Logits equal(4, 1.5F);
  CHECK(ids_of(equal, {1, 2, 1}) == Ids{0, 1});
  CHECK(ids_of(equal, {1, 0, 0.5}) == Ids{0, 1});  // exactly half is enough
  CHECK(ids_of(equal, {1, 0, 0.51}) == Ids{0, 1, 2});
  CHECK(ids_of(equal, {1, 0, 1e-9}) == Ids{0});
  CHECK(ids_of({0, 2, 1, 2}, {1, 3, 1}) == Ids{1, 3, 2});
  CHECK(ids_of({0, 2, 1, 2}, {0, 0, 1}) == Ids{1});
}

TEST_CASE("top_p counts what top_k leaves") {
  const Logits logits{0, 0, 0, 0};
  CHECK(ids_of(logits, {1, 2, 0.6}) == Ids{0, 1});  // a half is not enough, though it is 0.25 of all
  CHECK(ids_of(logits, {1, 2, 0.5}) == Ids{0});
}

TEST_CASE("temperatures at the edges: greedy, nearly greedy, nearly uniform") {
  const Logits logits{1, 3, 2.999F, -kInfinity};
  CHECK(ids_of(logits, {0, 0, 1}) == Ids{1});
  CHECK(ids_of(logits, {5e-324, 0, 1}) == Ids{1});
  CHECK(ids_of(logits, {1e-6, 0, 1}) == Ids{1});
  const std::vector<double> flat = by_id(logits, {1e308, 0, 1});
  for (const size_t id : {0, 1, 2}) CHECK(std::fabs(flat[id] - 1.0 / 3) <= 1e-15);
  CHECK(flat[3] == 0);  // never is never
}

TEST_CASE("logits as large as floats go") {
  const float most = std::numeric_limits<float>::max();
  CHECK(ids_of({-most, most}, {1, 0, 1}) == Ids{1});
  CHECK(by_id({most, most}, {1, 0, 1}) == std::vector<double>{0.5, 0.5});
  CHECK(by_id({-most, -most, -kInfinity}, {1, 0, 1}) == std::vector<double>{0.5, 0.5, 0});
}

TEST_CASE("broken logits are refused, never drawn from") {
  const auto message = [](const Logits& logits, double temperature) {
    return message_of([&] { static_cast<void>(candidates(logits, {temperature, 0, 1})); });
  };
  for (const double temperature : {0.0, 1.0}) {
    CHECK(contains(message({0, NAN}, temperature), "the logit of token 1 is nan"));
    CHECK(contains(message({kInfinity, 0}, temperature), "the logit of token 0 is inf"));
    CHECK(contains(message({-kInfinity, -kInfinity}, temperature), "no token is possible: all 2 logits are -inf"));
    CHECK(contains(message({}, temperature), "no token is possible"));
  }
}

TEST_CASE("settings that mean nothing are refused with their value") {
  const auto message = [](const Sampling& how) { return message_of([&] { check(how); }); };
  CHECK(contains(message({-0.1, 0, 1}), "temperature must be a number from 0 on, got -0.1"));
  CHECK(contains(message({NAN, 0, 1}), "temperature"));
  CHECK(contains(message({INFINITY, 0, 1}), "temperature"));
  CHECK(contains(message({1, -1, 1}), "top_k must be at least 1, or 0 for all tokens, got -1"));
  CHECK(contains(message({1, 0, 0}), "top_p must be above 0 and at most 1, got 0"));
  CHECK(contains(message({1, 0, 1.01}), "top_p"));
  CHECK(contains(message({1, 0, NAN}), "top_p"));
}

TEST_CASE("a draw walks along the candidates, and no rounding makes it fall off") {
  const std::vector<Candidate> three{{7, 0.25}, {2, 0.5}, {9, 0.25}};
  CHECK(draw(three, 0) == 7);
  CHECK(draw(three, 0.2499) == 7);
  CHECK(draw(three, 0.25) == 2);
  CHECK(draw(three, 0.75) == 9);
  const std::vector<Candidate> short_of_one{{1, 0.3}, {2, 0.3}};
  CHECK(draw(short_of_one, 0.99) == 2);
}

TEST_CASE("tokens come as often as they should, the same for the same seed") {
  const Logits logits{0, 1, 2, -1};
  const Sampling how{0.7, 3, 1};
  const std::vector<double> want = reference(logits, how);
  std::vector<double> count(4);
  Rng rng(5), again(5);
  constexpr int kDraws = 40000;
  for (int i = 0; i < kDraws; ++i) {
    const int64_t id = sample(logits, how, rng);
    REQUIRE(id == sample(logits, how, again));
    count[static_cast<size_t>(id)] += 1;
  }
  CHECK(count[3] == 0);
  for (size_t id = 0; id < 3; ++id) {
    const double deviation = std::sqrt(want[id] * (1 - want[id]) / kDraws);
    CHECK(std::fabs(count[id] / kDraws - want[id]) <= 4 * deviation);
  }
}

TEST_CASE("greedy takes no random number") {
  Rng rng(5);
  CHECK(sample(Logits{1, 2}, {0, 0, 1}, rng) == 1);
  CHECK(rng.state().offset == 0);
}
