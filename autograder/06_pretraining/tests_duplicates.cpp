// Lab 06, task 6.2: duplicates.
#include <algorithm>
#include <cmath>

#include "autograder/06_pretraining/data_inputs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/timing.h"
#include "framework/tensor/factories.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

std::vector<int64_t> random_numbers(int64_t count) {
  std::vector<int64_t> numbers;
  for (int64_t i = 0; i < count; ++i) numbers.push_back(static_cast<int64_t>(rng().next_u64()));
  return numbers;
}

Values signature_inputs(const std::vector<int64_t>& shingles, int64_t size) {
  return {{"shingles", shingles}, {"size", size}, {"seed", between(rng(), 0, 1'000'000)}};
}

// Signatures of small numbers, so that entries agree now and then; some are empty.
Values link_inputs(int64_t documents, int64_t size, int64_t bands, int64_t values) {
  std::vector<std::vector<int64_t>> signatures(static_cast<size_t>(documents));
  for (std::vector<int64_t>& signature : signatures)
    for (int64_t k = 0; k < size && !(k == 0 && rng().below(8) == 0); ++k)
      signature.push_back(between(rng(), 1, values));
  return {{"signatures", lists(signatures)}, {"bands", bands}};
}

Values cluster_inputs(int64_t documents, int64_t links) {
  std::vector<std::pair<size_t, size_t>> pairs;
  for (int64_t i = 0; i < links; ++i) {
    const uint64_t a = rng().below(static_cast<uint64_t>(documents)), b = rng().below(static_cast<uint64_t>(documents));
    if (a != b) pairs.emplace_back(std::min(a, b), std::max(a, b));
  }
  return {{"documents", documents}, {"links", flat(pairs)}};
}

// Half of the links are random, half lead from ever earlier documents to one: whoever does not shorten the way walks far.
Values many_links(int64_t documents) {
  std::vector<int64_t> links;
  const auto link = [&links](int64_t a, int64_t b) { links.insert(links.end(), {std::min(a, b), std::max(a, b)}); };
  const auto last = documents - 1;
  for (int64_t i = last - 1; i >= 0; --i)
    if (rng().below(2) == 0) link(i, last);
  for (int64_t left = documents / 2; left > 0; --left)
    link(between(rng(), 0, last / 2), between(rng(), last / 2 + 1, last));
  return {{"documents", documents}, {"links", from_vector(links, {std::ssize(links) / 2, 2})}};
}

}  // namespace

LAB_TEST("6.2", "exact", "each document knows the first one with the same bytes") {
  expect_right("first_copies", {{"documents", List{"a", "b", "a", "a", "", "b", ""}}});
  for (int i = 0; i < 10; ++i) {
    std::vector<std::string> documents;
    for (int64_t n = between(rng(), 0, 40); n > 0; --n) documents.push_back(random_words(between(rng(), 0, 3), 3));
    expect_right("first_copies", {{"documents", to_list(documents)}});
  }
}

LAB_TEST("6.2", "example", "documents that share a band are linked with the first that has it") {
  const List signatures = {std::vector<int64_t>{7, 1, 4, 2}, std::vector<int64_t>{7, 1, 5, 3},
                           std::vector<int64_t>{7, 2, 5, 3}, std::vector<int64_t>{7, 1, 5, 3}};
  for (const int64_t bands : {1, 2, 4}) expect_right("candidate_links", {{"signatures", signatures}, {"bands", bands}});
  for (int i = 0; i < 20; ++i) {
    const int64_t size = between(rng(), 1, 12);
    expect_right("candidate_links", link_inputs(between(rng(), 0, 25), size, between(rng(), 1, size), 3));
  }
}

LAB_TEST("6.2", "minhash", "entry k is the least value of function k, and agrees as often as the sets are alike") {
  for (int i = 0; i < 8; ++i)
    expect_right("minhash", signature_inputs(random_numbers(between(rng(), 0, 30)), between(rng(), 1, 40)));
  constexpr int64_t kSize = 2000;
  const std::vector<int64_t> common = random_numbers(30);
  std::vector<int64_t> a = random_numbers(10), b = random_numbers(10);
  a.insert(a.end(), common.begin(), common.end());
  b.insert(b.begin(), common.begin(), common.end());
  b.insert(b.end(), common.begin(), common.end());  // twice, and in another order
  Values in = signature_inputs(a, kSize);
  const std::vector<int64_t> x = student("minhash", in)["signature"].integers();
  in.set("shingles", b);
  const std::vector<int64_t> y = student("minhash", in)["signature"].integers();
  expect(x.size() == kSize && y.size() == kSize, "a signature has an entry for each function");
  double same = 0;
  for (size_t k = 0; k < x.size(); ++k) same += x[k] == y[k] ? 1 : 0;
  expect(std::abs(same / kSize - 0.6) <= 5 * std::sqrt(0.6 * 0.4 / kSize),
         text("two sets with 30 of 50 numbers in common agree in ", same / kSize, " of the entries, want 0.6"));
}

LAB_TEST("6.2", "clusters", "links join clusters, however long the way, and the smallest number names them") {
  expect_right("clusters", {{"documents", 7}, {"links", std::vector<int64_t>{1, 2, 3, 4, 2, 6, 4, 6}}});
  for (int i = 0; i < 20; ++i) {
    const int64_t documents = between(rng(), 1, 40);
    expect_right("clusters", cluster_inputs(documents, between(rng(), 0, documents)));
  }
}

LAB_TEST("6.2", "curve", "pairs become candidates as often as 1 - (1 - s^r)^b says, within five standard deviations") {
  constexpr int64_t kPairs = 400, kBands = 8, kRows = 4;
  for (const int64_t common : {8, 12, 14, 16, 18}) {  // of 20: similarities from 0.4 to 0.9
    const double s = static_cast<double>(common) / 20, share = 1 - std::pow(1 - std::pow(s, kRows), kBands);
    const Values got = student("candidate_curve", {{"pairs", kPairs},
                                                   {"common", common},
                                                   {"only", (20 - common) / 2},
                                                   {"bands", kBands},
                                                   {"rows", kRows},
                                                   {"seed", between(rng(), 0, 1'000'000)}});
    const double found = got["found"].number(), deviation = std::sqrt(kPairs * share * (1 - share));
    expect(
        std::abs(found - kPairs * share) <= 5 * deviation + 1,
        text(found, " of ", kPairs, " pairs with similarity ", s, " became candidates, want about ", kPairs * share));
  }
}

LAB_TEST("6.2", "edges", "no documents, empty ones, entries behind the last band, and a chain of ten thousand links") {
  expect_right("first_copies", {{"documents", List{}}});
  expect_right("minhash", signature_inputs({}, 5));
  expect_right("candidate_links", {{"signatures", List{}}, {"bands", 3}});
  expect_right("candidate_links", {{"signatures", lists<int64_t>({{}, {}, {}})}, {"bands", 3}});
  expect_right("candidate_links", {{"signatures", lists<int64_t>({{1, 2, 3, 4, 9}, {5, 6, 7, 8, 9}})}, {"bands", 2}});
  expect_right("candidate_links", {{"signatures", lists<int64_t>({{1, 2, 3, 9, 8}, {4, 5, 6, 9, 8}})}, {"bands", 3}});
  expect_right("clusters", {{"documents", 0}, {"links", std::vector<int64_t>{}}});
  constexpr int64_t kLong = 10'000;
  std::vector<int64_t> chain;
  for (int64_t i = kLong - 1; i > 0; --i) chain.insert(chain.end(), {i - 1, i});  // from the far end
  const Values got = student("clusters", {{"documents", kLong}, {"links", chain}});
  expect_equal(got["first"], std::vector<int64_t>(kLong, 0), "clusters of a chain");
}

LAB_TEST("6.2", "hashes", "each function is computed once for each shingle") {
  const std::vector<int64_t> shingles = random_numbers(between(rng(), 50, 80));
  const Values in = signature_inputs(shingles, 60);
  expect_right("minhash", in);
  score_counter("hashes for each shingle and function",
                student("minhash", in)["calls"].number() / static_cast<double>(60 * shingles.size()),
                {.best = 1, .worst = 4, .possible = 1, .emulated = false});
}

LAB_TEST("6.2", "time", "20,000 documents are clustered about as fast as the solution does it") {
  score_time_ratio({"timed_clusters", {}}, [] { return many_links(20'000); },
                   {.all = 2.5, .none = 10, .least_bytes = 8 * 20'000});
}
