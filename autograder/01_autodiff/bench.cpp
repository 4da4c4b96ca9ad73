// `./lab bench 1`: the update rules, timed, in bytes per second.
#include <benchmark/benchmark.h>

#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "labs/01_autodiff/optimizers.h"

namespace {

using namespace llmsys;
using namespace llmsys::lab01;

void adamw(benchmark::State& state) {
  const int64_t n = state.range(0);
  Rng rng(1);
  const Tensor gradient = randn({n}, rng), w = randn({n}, rng), m = zeros({n}), v = zeros({n});
  int64_t step = 0;
  try {
    for (auto _ : state) adamw_step(w, gradient, m, v, ++step, {});
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
  state.SetBytesProcessed(state.iterations() * 7 * w.bytes());  // reads four arrays, writes three
}
BENCHMARK(adamw)->RangeMultiplier(16)->Range(1 << 12, 1 << 24)->UseRealTime();

void sgd(benchmark::State& state) {
  const int64_t n = state.range(0);
  Rng rng(1);
  const Tensor gradient = randn({n}, rng), w = randn({n}, rng), velocity = zeros({n});
  try {
    for (auto _ : state) sgd_step(w, gradient, velocity, {.momentum = 0.9});
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
  state.SetBytesProcessed(state.iterations() * 5 * w.bytes());  // reads three arrays, writes two
}
BENCHMARK(sgd)->RangeMultiplier(16)->Range(1 << 12, 1 << 24)->UseRealTime();

}  // namespace
