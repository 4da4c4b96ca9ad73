// Blocks from the pool and back, in pairs with malloc and free of the same sizes: `ratio` is the median of (our time /
// malloc's time), so below 1 the pool is faster.
//
//   hit    one block, freed just before, as in each step of a training loop; `touch` 1 writes a byte of each page
//          between the two calls: malloc may have to ask the kernel for pages that the pool still has
//   step   24 blocks of 4 KiB to 6 MiB, touched, then freed last to first, as a forward and a backward pass do
//   host   as hit, with HostResource, which serves whoever asked for no pool
//
//   memory_bench                               all
//   memory_bench --benchmark_filter=bytes:4096 one size
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <vector>

#include "framework/memory/memory_resource.h"
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
template <class Plain, class Ours>
void run_pairs(benchmark::State& state, int rounds, const Plain& plain, const Ours& ours) {
  std::vector<double> ratios, theirs;
  for (auto _ : state) {
    theirs.push_back(nanoseconds(plain, rounds));
    const double mine = nanoseconds(ours, rounds);
    state.SetIterationTime(mine * 1e-9);
    ratios.push_back(mine / theirs.back());
  }
  const auto median = [](std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return benchmark::Counter(values[values.size() / 2], benchmark::Counter::kAvgThreads);
  };
  state.counters["ratio"] = median(ratios);
  state.counters["malloc_ns"] = median(theirs);
}

/// One block of state.range(0) bytes, touched if state.range(1) is not 0.
void round_trips(benchmark::State& state, MemoryResource& resource) {
  const auto bytes = static_cast<size_t>(state.range(0));
  const bool touched = state.range(1) != 0;
  const size_t pages = std::max<size_t>(bytes / 4096, 1);
  run_pairs(
      state, touched ? static_cast<int>(std::max<size_t>(kRounds / pages, 2)) : kRounds,
      [&] {
        void* block = std::malloc(bytes);
        benchmark::DoNotOptimize(block);
        if (touched) touch(block, bytes);
        std::free(block);
      },
      [&] {
        void* block = resource.allocate(bytes);
        benchmark::DoNotOptimize(block);
        if (touched) touch(block, bytes);
        resource.deallocate(block, bytes);
      });
}

/// One for all benchmarks and threads.
PoolResource& pool() {
  static const auto only = std::make_unique<PoolResource>(default_memory());
  return *only;
}

void hit(benchmark::State& state) { round_trips(state, pool()); }
BENCHMARK(hit)
    ->ArgNames({"bytes", "touch"})
    ->ArgsProduct({{64, 4096, 65536, 1 << 20, 4 << 20, 64 << 20}, {0, 1}})
    ->ThreadRange(1, 2)
    ->UseManualTime()
    ->Iterations(50);

void step(benchmark::State& state) {
  constexpr size_t kBlocks = 24;
  const auto size_of = [](size_t i) { return size_t{4096} + (i * i * i * 500 & ~size_t{63}); };
  std::array<void*, kBlocks> blocks{};
  run_pairs(
      state, 10,
      [&] {
        for (size_t i = 0; i < kBlocks; ++i) touch(blocks[i] = std::malloc(size_of(i)), size_of(i));
        for (size_t i = kBlocks; i-- > 0;) std::free(blocks[i]);
      },
      [&] {
        for (size_t i = 0; i < kBlocks; ++i) touch(blocks[i] = pool().allocate(size_of(i)), size_of(i));
        for (size_t i = kBlocks; i-- > 0;) pool().deallocate(blocks[i], size_of(i));
      });
}
BENCHMARK(step)->ThreadRange(1, 2)->UseManualTime()->Iterations(50);

void host(benchmark::State& state) { round_trips(state, default_memory()); }
BENCHMARK(host)->ArgNames({"bytes", "touch"})->Args({64, 0})->Args({4096, 0})->UseManualTime()->Iterations(50);

}  // namespace
