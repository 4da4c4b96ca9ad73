#include "autograder/06_pretraining/handout.h"

#include <cmath>

#include "framework/base/rng.h"
#include "framework/testing/document.h"
#include "labs/06_pretraining/duplicates.h"

namespace llmsys::lab06 {
namespace {

const llmsys::testing::Document& handout() {
  static const llmsys::testing::Document page("labs/06_pretraining/README.md");
  return page;
}

// Two sets with 2 * (10 s) of 40 - 20 s numbers each in common: |A and B| / |A or B| = s.
std::pair<std::vector<uint64_t>, std::vector<uint64_t>> random_pair(double s, Rng& rng) {
  const auto together = std::lround(40 * s), alone = (40 - together) / 2;
  std::vector<uint64_t> a, b;
  for (long i = 0; i < together; ++i) a.push_back(rng.next_u64());
  b = a;
  for (long i = 0; i < alone; ++i) {
    a.push_back(rng.next_u64());
    b.push_back(rng.next_u64());
  }
  return {a, b};
}

}  // namespace

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

double measured_share(double s, int bands, int rows) {
  constexpr int kPairs = 1000;
  const HashFamily hashes(bands * rows, 6);
  Rng rng(static_cast<uint64_t>(std::lround(100 * s)));
  std::vector<Signature> signatures;
  for (int pair = 0; pair < kPairs; ++pair) {
    const auto [a, b] = random_pair(s, rng);
    signatures.push_back(minhash(a, hashes));
    signatures.push_back(minhash(b, hashes));
  }
  return static_cast<double>(candidate_links(signatures, bands).size()) / kPairs;
}

double expected_share(double s, int bands, int rows) { return 1 - std::pow(1 - std::pow(s, rows), bands); }

}  // namespace llmsys::lab06
