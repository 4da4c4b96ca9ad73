#include "framework/data/batch_sampler.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys {
namespace {

const BatchSamplerOptions& checked(const BatchSamplerOptions& o) {
  int64_t step = 0;
  LLMSYS_CHECK(ValueError, o.examples >= 1, "[BatchSampler] examples must be at least 1, got ", o.examples);
  LLMSYS_CHECK(ValueError, o.batch >= 1, "[BatchSampler] batch must be at least 1, got ", o.batch);
  LLMSYS_CHECK(ValueError, o.ranks >= 1 && o.rank >= 0 && o.rank < o.ranks, "[BatchSampler] rank must be in 0 .. ",
               o.ranks - 1, ", got ", o.rank);
  LLMSYS_CHECK(ValueError, !__builtin_mul_overflow(o.batch, o.ranks, &step), "[BatchSampler] a batch of ", o.batch,
               " on ", o.ranks, " ranks is beyond 2^63 examples a step");
  LLMSYS_CHECK(ValueError, !o.drop_last || step <= o.examples, "[BatchSampler] ", o.examples, " examples do not fill ",
               "one step of ", step, ", and drop_last drops the rest: use a smaller batch");
  return o;
}

}  // namespace

BatchSampler::BatchSampler(const BatchSamplerOptions& options)
    : options_(checked(options)),
      state_{.seed = options.seed, .epoch = 0, .position = 0},
      order_(options.examples, options.seed, 0) {}

int64_t BatchSampler::steps_per_epoch() const {
  const int64_t whole = options_.examples / step_size();
  return options_.drop_last || options_.examples % step_size() == 0 ? whole : whole + 1;
}

std::vector<int64_t> BatchSampler::next() {
  const int64_t total = std::min(step_size(), options_.examples - state_.position);  // of all ranks
  const auto share = [&](int64_t rank) {
    return total / options_.ranks * rank + total % options_.ranks * rank / options_.ranks;
  };
  const int64_t first = state_.position + share(options_.rank), last = state_.position + share(options_.rank + 1);
  std::vector<int64_t> batch;
  batch.reserve(static_cast<size_t>(last - first));
  for (int64_t i = first; i < last; ++i) batch.push_back(order_[i]);
  state_.position += total;
  enter_epoch();
  return batch;
}

// At the end of an epoch, begins the next.
void BatchSampler::enter_epoch() {
  const int64_t left = options_.examples - state_.position;
  if (left > 0 && (left >= step_size() || !options_.drop_last)) return;
  state_.position = 0;
  order_ = Permutation(options_.examples, state_.seed, ++state_.epoch);
}

void BatchSampler::restore(const BatchSamplerState& state) {
  LLMSYS_CHECK(ValueError, state.epoch >= 0 && state.position >= 0 && state.position < options_.examples,
               "[BatchSampler::restore] epoch ", state.epoch, ", position ", state.position, " is no place among ",
               options_.examples, " examples: was it saved with other data?");
  state_ = state;
  order_ = Permutation(options_.examples, state.seed, state.epoch);
  enter_epoch();  // other ranks, and the rest may no longer fill a step
}

}  // namespace llmsys
