#include "framework/data/batch_sampler.h"

#include <algorithm>
#include <thread>

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

using Batch = std::vector<int64_t>;

std::vector<Batch> take(BatchSampler& sampler, int64_t batches) {
  std::vector<Batch> out;
  for (int64_t i = 0; i < batches; ++i) out.push_back(sampler.next());
  return out;
}

void append(Batch& all, const Batch& more) { all.insert(all.end(), more.begin(), more.end()); }

Batch sorted(Batch batch) {
  std::sort(batch.begin(), batch.end());
  return batch;
}

Batch counted_to(int64_t n) {
  Batch out;
  for (int64_t i = 0; i < n; ++i) out.push_back(i);
  return out;
}

}  // namespace

TEST_CASE("every example comes exactly once an epoch, for any number of ranks") {
  const int64_t n = GENERATE(1, 2, 31, 1000, 4097), ranks = GENERATE(1, 3), batch = GENERATE(1, 32);
  CAPTURE(n, ranks, batch);
  std::vector<BatchSampler> samplers;
  for (int64_t rank = 0; rank < ranks; ++rank)
    samplers.emplace_back(BatchSamplerOptions{.examples = n, .batch = batch, .seed = 9, .rank = rank, .ranks = ranks});
  for (int64_t epoch = 0; epoch < 2; ++epoch) {
    Batch all;
    for (BatchSampler& sampler : samplers) {
      CHECK(sampler.state() == BatchSamplerState{.seed = 9, .epoch = epoch, .position = 0});
      for (const Batch& drawn : take(sampler, sampler.steps_per_epoch())) {
        CHECK(static_cast<int64_t>(drawn.size()) <= batch);
        append(all, drawn);
      }
    }
    CHECK((sorted(all) == counted_to(n)));
  }
}

TEST_CASE("epochs differ from each other and from the order of the examples") {
  BatchSampler sampler({.examples = 100, .batch = 100, .seed = 1});
  const std::vector<Batch> epochs = take(sampler, 3);
  CHECK(epochs[0] != epochs[1]);
  CHECK(epochs[1] != epochs[2]);
  CHECK(epochs[0] != counted_to(100));
}

TEST_CASE("W ranks with batches of B draw what one rank with batches of W*B draws") {
  BatchSampler one({.examples = 1000, .batch = 36, .seed = 4});
  std::vector<BatchSampler> four;
  for (int64_t rank = 0; rank < 4; ++rank)
    four.emplace_back(BatchSamplerOptions{.examples = 1000, .batch = 9, .seed = 4, .rank = rank, .ranks = 4});
  for (int step = 0; step < 60; ++step) {
    CAPTURE(step);
    Batch joined;
    for (BatchSampler& sampler : four) append(joined, sampler.next());
    CHECK(joined == one.next());
    CHECK(four[2].state() == one.state());
  }
}

TEST_CASE("the rest of an epoch is shared as evenly as can be; some ranks may get nothing") {
  const auto sizes = [](int64_t examples) {
    std::vector<size_t> out;
    for (int64_t rank = 0; rank < 4; ++rank)
      out.push_back(BatchSampler({.examples = examples, .batch = 8, .rank = rank, .ranks = 4}).next().size());
    std::sort(out.begin(), out.end());
    return out;
  };
  CHECK(sizes(31) == std::vector<size_t>{7, 8, 8, 8});
  CHECK(sizes(10) == std::vector<size_t>{2, 2, 3, 3});
  CHECK(sizes(2) == std::vector<size_t>{0, 0, 1, 1});
}

TEST_CASE("drop_last leaves out what does not fill a step, other examples each epoch") {
  BatchSampler sampler({.examples = 103, .batch = 10, .seed = 2, .drop_last = true});
  CHECK(sampler.steps_per_epoch() == 10);
  Batch first, second;
  for (const Batch& batch : take(sampler, 10)) append(first, batch);
  CHECK(sampler.state() == BatchSamplerState{.seed = 2, .epoch = 1, .position = 0});
  for (const Batch& batch : take(sampler, 10)) append(second, batch);
  CHECK(first.size() == 100);
  first = sorted(first);
  CHECK(std::adjacent_find(first.begin(), first.end()) == first.end());
  CHECK(first != sorted(second));
}

TEST_CASE("a restored sampler draws the same batches from any step on") {
  const BatchSamplerOptions options{.examples = 103, .batch = 10, .seed = 2, .drop_last = GENERATE(false, true)};
  BatchSampler whole(options);
  for (int step = 0; step < 30; ++step) {
    BatchSampler resumed({.examples = 103, .batch = 10, .seed = 77, .drop_last = options.drop_last});
    resumed.restore(whole.state());
    BatchSampler copy = whole;
    CHECK(take(resumed, 25) == take(copy, 25));
    CHECK(resumed.state() == copy.state());
    static_cast<void>(whole.next());
  }
}

TEST_CASE("a run may be resumed with another number of ranks") {
  BatchSampler one({.examples = 90, .batch = 12, .seed = 2});
  static_cast<void>(take(one, 3));
  Batch joined;
  for (int64_t rank = 0; rank < 2; ++rank) {
    BatchSampler half({.examples = 90, .batch = 6, .seed = 2, .rank = rank, .ranks = 2});
    half.restore(one.state());
    append(joined, half.next());
  }
  CHECK(joined == one.next());
}

TEST_CASE("batches are the same on any thread") {
  const BatchSamplerOptions options{.examples = 4097, .batch = 64, .seed = 8};
  BatchSampler here(options);
  const std::vector<Batch> want = take(here, 100);
  std::vector<std::vector<Batch>> got(4);
  std::vector<std::jthread> threads;
  for (std::vector<Batch>& mine : got)
    threads.emplace_back([&] {
      BatchSampler sampler(options);
      mine = take(sampler, 100);
    });
  threads.clear();  // joins
  for (const std::vector<Batch>& theirs : got) CHECK(theirs == want);
}

TEST_CASE("a sampler checks its arguments") {
  CHECK_THROWS_AS(BatchSampler({.examples = 0}), ValueError);
  CHECK_THROWS_AS(BatchSampler({.examples = 5, .batch = 0}), ValueError);
  CHECK_THROWS_AS(BatchSampler({.examples = 5, .rank = 2, .ranks = 2}), ValueError);
  CHECK_THROWS_AS(BatchSampler({.examples = 5, .rank = 0, .ranks = 0}), ValueError);
  CHECK_THROWS_AS(BatchSampler({.examples = 5, .batch = INT64_MAX, .ranks = 2}), ValueError);
  CHECK_THROWS_AS(BatchSampler({.examples = 5, .batch = 6, .drop_last = true}), ValueError);
  BatchSampler sampler({.examples = 5});
  CHECK_THROWS_AS(sampler.restore({.epoch = -1}), ValueError);
  CHECK_THROWS_AS(sampler.restore({.position = -1}), ValueError);
  CHECK(contains(message_of([&] { sampler.restore({.position = 5}); }), "was it saved with other data?"));
}
