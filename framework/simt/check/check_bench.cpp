// What each check costs, per lane access, on requests as a tiled matmul makes them: global loads of consecutive floats,
// shared stores, and two shared loads (a broadcast and a row) for each product.
//
//   simt_check_bench      `ns` is the cost of one lane's access
#include <benchmark/benchmark.h>

#include "framework/simt/arena.h"
#include "framework/simt/check/checkers.h"

namespace {

using namespace llmsys::simt;

constexpr int kWarps = 32, kSteps = 32;

/// A block's accesses for one tile of 32 x 32: what the tracer would tell.
class Tile {
 public:
  explicit Tile(const CheckOptions& options)
      : checkers_(options), memory_(static_cast<std::byte*>(arena_allocate(kBytes))), shared_(2 * 4096 + 256) {
    checkers_.written(memory_, kBytes);
    checkers_.launch_begins({.kernel = "k", .grid = 1, .block = {32, 32}, .dynamic_shared = 2 * 4096, .traced = true});
    checkers_.block_begins(0, {.dynamic_shared = shared_.data(), .dynamic_shared_bytes = shared_.size()});
  }
  ~Tile() {
    checkers_.block_ends(0);
    checkers_.launch_ends();
    arena_free(memory_);
  }

  void run() {
    const auto base = reinterpret_cast<uintptr_t>(shared_.data()), global = reinterpret_cast<uintptr_t>(memory_);
    for (int warp = 0; warp < kWarps; ++warp) {
      tell(1, AccessKind::load, Space::global, warp, global + next_ * 128, Pattern::consecutive);
      tell(2, AccessKind::store, Space::shared, warp, base + uintptr_t(warp) * 128, Pattern::consecutive);
      tell(3, AccessKind::store, Space::shared, warp, base + 4096 + uintptr_t(warp) * 128, Pattern::consecutive);
      next_ = (next_ + 1) % (kBytes / 128);
    }
    checkers_.block_synced(0);
    for (int warp = 0; warp < kWarps; ++warp)
      for (int k = 0; k < kSteps; ++k) {
        tell(4, AccessKind::load, Space::shared, warp, base + uintptr_t(warp * 32 + k) * 4, Pattern::same);
        tell(5, AccessKind::load, Space::shared, warp, base + 4096 + uintptr_t(k) * 128, Pattern::consecutive);
      }
    checkers_.block_synced(0);
  }
  static constexpr int64_t kAccesses = int64_t{kWarps} * 32 * (3 + 2 * kSteps);

 private:
  static constexpr size_t kBytes = 1 << 20;
  void tell(uintptr_t pc, AccessKind kind, Space space, int warp, uintptr_t address, Pattern pattern) {
    request_.pc = reinterpret_cast<const void*>(pc);
    request_.kind = kind;
    request_.space = space;
    request_.pattern = pattern;
    request_.bytes = 4;
    request_.warp = warp;
    request_.mask = request_.resident = ~0u;
    for (size_t lane = 0; lane < 32; ++lane) {
      request_.address[lane] = address + (pattern == Pattern::same ? 0 : lane * 4);
      request_.when[lane] = ++clock_;
    }
    checkers_.request(request_);
  }

  Checkers checkers_;
  std::byte* memory_;
  std::vector<std::byte> shared_;
  WarpRequest request_;
  size_t next_ = 0;
  uint32_t clock_ = 0;
};

void check(benchmark::State& state, const CheckOptions& options) {
  Tile tile(options);
  for (auto _ : state) tile.run();
  state.counters["ns"] = benchmark::Counter(static_cast<double>(state.iterations() * Tile::kAccesses) * 1e-9,
                                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(check, none, CheckOptions{false, false, false, false});
BENCHMARK_CAPTURE(check, memcheck, CheckOptions{true, false, false, false});
BENCHMARK_CAPTURE(check, initcheck, CheckOptions{false, true, false, false});
BENCHMARK_CAPTURE(check, racecheck, CheckOptions{false, false, true, false});
BENCHMARK_CAPTURE(check, all, CheckOptions{});

}  // namespace
