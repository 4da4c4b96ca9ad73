// What tracing costs: the same kernels plain, instrumented while nobody listens, counted, and with all checkers. The counter
// "access" is the time for one load or store of one lane.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

#include "framework/simt/arena.h"
#include "framework/simt/launch.h"
#include "framework/simt/trace/tests/bench_kernels.h"
#include "framework/simt/trace/trace.h"

namespace {

using namespace llmsys::simt;

enum Mode { plain, instrumented, counted, checked };

struct Matrices {
  static constexpr size_t kElements = size_t{1} << 20;
  static float* make() {
    auto* data = static_cast<float*>(arena_allocate(kElements * sizeof(float)));
    std::fill_n(data, kElements, 1.0f);
    memory_observer() ? memory_observer()->written(data, kElements * sizeof(float)) : void();
    return data;
  }
  float *a = make(), *b = make(), *c = make();
  Matrices() = default;
  Matrices(const Matrices&) = delete;
  Matrices& operator=(const Matrices&) = delete;
  ~Matrices() {
    for (float* data : {a, b, c}) arena_free(data);
  }
};

std::unique_ptr<Trace> listen(Mode mode) {
  if (mode == counted)
    return std::make_unique<Trace>(
        TraceOptions{.memcheck = false, .initcheck = false, .racecheck = false, .synccheck = false});
  return mode == checked ? std::make_unique<Trace>() : nullptr;
}

using Launcher = void (*timed::Kernels::*)(float*, const float*, const float*);

double accesses(Launcher launcher) {
  const auto trace = listen(counted);
  const Matrices m;
  (timed::kernels_traced().*launcher)(m.c, m.a, m.b);
  return static_cast<double>(trace->kernels().front().active_lanes);
}

void run(benchmark::State& state, Launcher launcher, Mode mode) {
  set_executor_options({.workers = 1});
  const double lanes = accesses(launcher);
  const auto trace = listen(mode);
  const Matrices m;
  const timed::Kernels kernels = mode == plain ? timed::kernels_plain() : timed::kernels_traced();
  for (auto _ : state) (kernels.*launcher)(m.c, m.a, m.b);
  if (trace && !trace->findings().empty()) state.SkipWithError("a finding in a kernel that is right");
  state.counters["access"] = benchmark::Counter(
      lanes, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert, benchmark::Counter::kIs1000);
}

#define LLMSYS_TIMED(kernel)                                                                                           \
  BENCHMARK_CAPTURE(run, kernel / plain, &timed::Kernels::kernel, plain)->Unit(benchmark::kMillisecond);               \
  BENCHMARK_CAPTURE(run, kernel / instrumented, &timed::Kernels::kernel, instrumented)->Unit(benchmark::kMillisecond); \
  BENCHMARK_CAPTURE(run, kernel / counted, &timed::Kernels::kernel, counted)->Unit(benchmark::kMillisecond);           \
  BENCHMARK_CAPTURE(run, kernel / checked, &timed::Kernels::kernel, checked)->Unit(benchmark::kMillisecond)

LLMSYS_TIMED(vector_add);
LLMSYS_TIMED(matmul);
LLMSYS_TIMED(matmul_tiled);
LLMSYS_TIMED(softmax);
LLMSYS_TIMED(transpose);

}  // namespace
