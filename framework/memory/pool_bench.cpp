// A block from the pool and back, in pairs with malloc and free of the same size: `ratio` is the median of
// (pool time / malloc time), so below 1 the pool is faster. A hit: the block was freed just before, as in each step of
// a training loop. `touch` 1 writes a byte of each page between the two calls: malloc may have to ask the kernel for
// pages that the pool still has.
//
//   memory_bench                               all
//   memory_bench --benchmark_filter=bytes:4096 one size
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "framework/memory/host_resource.h"
#include "framework/memory/pool_resource.h"

namespace {

using namespace llmsys;

constexpr int kRounds = 2000;  // calls timed at once: a clock costs as much as a call

void touch(void* block, size_t bytes) {
  auto* data = static_cast<volatile char*>(block);
  for (size_t at = 0; at < bytes; at += 4096) data[at] = 1;
}

template <class Round>
double nanoseconds(const Round& round, int rounds) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) round();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / rounds;
}

/// Times both, turn by turn.
template <class Ours>
void run_pairs(benchmark::State& state, const Ours& ours) {
  const auto bytes = static_cast<size_t>(state.range(0));
  const bool touched = state.range(1) != 0;
  const auto plain = [&] {
    void* block = std::malloc(bytes);
    benchmark::DoNotOptimize(block);
    if (touched) touch(block, bytes);
    std::free(block);
  };
  const int rounds =
      touched ? static_cast<int>(std::max<size_t>(kRounds * 4096 / std::max<size_t>(bytes, 4096), 2)) : kRounds;
  std::vector<double> ratios, theirs;
  for (auto _ : state) {
    theirs.push_back(nanoseconds(plain, rounds));
    const double mine = nanoseconds([&] { ours(bytes, touched); }, rounds);
    state.SetIterationTime(mine * 1e-9);
    ratios.push_back(mine / theirs.back());
  }
  std::sort(ratios.begin(), ratios.end());
  std::sort(theirs.begin(), theirs.end());
  const auto median = [](const std::vector<double>& sorted) {
    return benchmark::Counter(sorted[sorted.size() / 2], benchmark::Counter::kAvgThreads);
  };
  state.counters["ratio"] = median(ratios);
  state.counters["malloc_ns"] = median(theirs);
}

void round_trip(MemoryResource& resource, size_t bytes, bool touched) {
  void* block = resource.allocate(bytes);
  benchmark::DoNotOptimize(block);
  if (touched) touch(block, bytes);
  resource.deallocate(block, bytes);
}

/// One pool for all threads of a benchmark; made before they start.
class PoolFixture : public benchmark::Fixture {
 public:
  void SetUp(benchmark::State& state) override {
    if (state.thread_index() == 0) pool = std::make_unique<PoolResource>(default_memory());
  }
  void TearDown(benchmark::State& state) override {
    if (state.thread_index() == 0) pool.reset();
  }
  std::unique_ptr<PoolResource> pool;
};

BENCHMARK_DEFINE_F(PoolFixture, hit)(benchmark::State& state) {
  run_pairs(state, [&](size_t bytes, bool touched) { round_trip(*pool, bytes, touched); });
}
BENCHMARK_REGISTER_F(PoolFixture, hit)
    ->ArgNames({"bytes", "touch"})
    ->ArgsProduct({{64, 4096, 65536, 1 << 20, 4 << 20, 64 << 20}, {0, 1}})
    ->ThreadRange(1, 2)
    ->UseManualTime()
    ->Iterations(50);

}  // namespace
