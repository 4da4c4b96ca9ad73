// Lab 06, task 6.10: the source whose deadline comes first.
#include "labs/06_pretraining/mixture.h"

#include <algorithm>
#include <numeric>

#include "framework/base/error.h"

namespace llmsys::lab06 {

int64_t Mixture::next() {
  // About 14 lines. Compare fractions by multiplying across, in __int128, which any k fits.
  // BEGIN SOLUTION task 6.10 next
  using Wide = __int128;
  const std::vector<int64_t>& drawn = state_.drawn;
  const std::vector<int64_t>& w = state_.weights;
  const int64_t k = std::accumulate(drawn.begin(), drawn.end(), int64_t{0});
  size_t best = w.size();
  for (size_t i = 0; i < w.size(); ++i) {
    const bool too_early = Wide{drawn[i]} * sum_ >= (Wide{k} + 1) * w[i];  // by draw k + 1
    if (too_early) continue;
    // deadline (drawn + 1) W / w: the smaller one, without W
    if (best == w.size() || (Wide{drawn[i]} + 1) * w[best] < (Wide{drawn[best]} + 1) * w[i]) best = i;
  }
  ++state_.drawn[best];
  return static_cast<int64_t>(best);
  // END SOLUTION
}

void Mixture::restore(const MixtureState& state) {
  // About 4 lines.
  // BEGIN SOLUTION task 6.10 restore
  const bool counts = std::all_of(state.drawn.begin(), state.drawn.end(), [](int64_t drawn) { return drawn >= 0; });
  LLMSYS_CHECK(ValueError, counts && state.weights == state_.weights && state.drawn.size() == state.weights.size(),
               "[Mixture] a state of ", state.weights.size(), " sources with ", state.drawn.size(),
               " counts does not fit these ", state_.weights.size(), " sources and their weights");
  state_ = state;
  // END SOLUTION
}

}  // namespace llmsys::lab06
