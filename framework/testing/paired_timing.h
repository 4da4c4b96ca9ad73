/// @file
/// For benchmarks: two functions timed in turns, because a machine's speed drifts by more than the
/// difference looked for.
#pragma once
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "framework/base/context.h"

namespace llmsys::testing {

/// One of the benchmark's arguments as thread budget, while this lives.
class Threads {
 public:
  /// @param argument  which one
  Threads(const benchmark::State& state, size_t argument)
      : mine_(with_budget(static_cast<int>(state.range(argument)))), scope_(mine_) {}

 private:
  static Context with_budget(int threads) {
    Context mine = context();
    mine.threads = threads;
    return mine;
  }
  Context mine_;
  ContextScope scope_;
};

/// Seconds that one call of f takes.
template <class Function>
double seconds(const Function& f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  benchmark::ClobberMemory();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Times `ours`, each time beside `plain`, which goes first every other time. The counter `ratio` becomes the median of
/// plain's time / our time, `best` the ratio of their shortest times, which tells more on a busy machine.
/// @param bytes  that one call of ours has to read and write
template <class Plain, class Ours>
void run_pairs(benchmark::State& state, int64_t bytes, const Plain& plain, const Ours& ours) {
  std::vector<double> ratios;
  double shortest_plain = 1e9, shortest_ours = 1e9;  // seconds
  for (auto _ : state) {
    const bool plain_first = ratios.size() % 2 == 0;
    double theirs = plain_first ? seconds(plain) : 0;
    const double mine = seconds(ours);
    if (!plain_first) theirs = seconds(plain);
    state.SetIterationTime(mine);
    ratios.push_back(theirs / mine);
    shortest_plain = std::min(shortest_plain, theirs);
    shortest_ours = std::min(shortest_ours, mine);
  }
  std::sort(ratios.begin(), ratios.end());
  state.counters["ratio"] = ratios[ratios.size() / 2];
  state.counters["best"] = shortest_plain / shortest_ours;
  state.counters["best_GB/s"] = static_cast<double>(bytes) / shortest_ours * 1e-9;
}

}  // namespace llmsys::testing
