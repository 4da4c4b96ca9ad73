// `./lab bench 0`: the three loop orders, timed; the predicted lines per step stand beside the measured time.
#include <benchmark/benchmark.h>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "labs/00_warm_up/loop_orders.h"

namespace {

using namespace llmsys;
using namespace llmsys::lab00;

Matrix random_matrix(int64_t n, Rng& rng) {
  Matrix out(n, n);
  for (float& value : out.values()) value = static_cast<float>(rng.uniform());
  return out;
}

void time_matmul(benchmark::State& state, void (*matmul)(Matrix&, const Matrix&, const Matrix&), LoopOrder order) {
  const int64_t n = state.range(0);
  Rng rng(1);
  const Matrix a = random_matrix(n, rng), b = random_matrix(n, rng);  // (n,n)
  Matrix c(n, n);
  matmul(c, a, b);  // throws here, outside the clock, while it is still a stub
  for (auto _ : state) {
    matmul(c, a, b);
    benchmark::DoNotOptimize(c.values().data());
  }
  const LineLoads loads = predict_line_loads(order, LineCounter::kLineFloats);
  const auto steps = static_cast<double>(n * n * n);
  state.counters["GFLOP/s"] =
      benchmark::Counter(2 * steps, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
  state.counters["predicted lines/step"] = loads.a + loads.b + loads.c;
}

void run(benchmark::State& state, void (*matmul)(Matrix&, const Matrix&, const Matrix&), LoopOrder order) {
  try {
    time_matmul(state, matmul, order);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

void BM_matmul_ijk(benchmark::State& state) { run(state, matmul_ijk, LoopOrder::ijk); }
void BM_matmul_ikj(benchmark::State& state) { run(state, matmul_ikj, LoopOrder::ikj); }
void BM_matmul_jki(benchmark::State& state) { run(state, matmul_jki, LoopOrder::jki); }

BENCHMARK(BM_matmul_ijk)->Arg(256)->Arg(768)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_matmul_ikj)->Arg(256)->Arg(768)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_matmul_jki)->Arg(256)->Arg(768)->Unit(benchmark::kMillisecond);

}  // namespace
