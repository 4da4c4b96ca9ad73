// Given: what weights must be.
#include "framework/base/error.h"
#include "labs/06_pretraining/mixture.h"

namespace llmsys::lab06 {

Mixture::Mixture(const std::vector<int64_t>& weights) : state_{weights, std::vector<int64_t>(weights.size(), 0)} {
  constexpr int64_t kMost = int64_t{1} << 30;
  for (const int64_t weight : weights) {
    LLMSYS_CHECK(ValueError, weight >= 0, "[Mixture] a weight is negative: ", weight);
    LLMSYS_CHECK(ValueError, weight <= kMost - sum_, "[Mixture] the weights' sum is above 2^30: divide them");
    sum_ += weight;
  }
  LLMSYS_CHECK(ValueError, sum_ > 0, "[Mixture] none of ", weights.size(), " weights is positive");
}

}  // namespace llmsys::lab06
