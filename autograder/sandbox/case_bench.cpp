// What a test case costs beyond the student's own work: a worker is started, asked twice, checked and killed, at each level.
// Budget: 12 ms at L0, 25 ms at L2.
//   ninja -C build/cpu case_bench && build/cpu/autograder/case_bench
#include <benchmark/benchmark.h>

#include "autograder/judge/channel.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"

namespace {

using namespace llmsys;

void check_answer(const Reply& reply, int64_t x) {
  LLMSYS_CHECK(ValueError, reply.outputs["y"].integer() == x + 1, "the worker answered wrongly");
}

void BM_case(benchmark::State& state) {
  Limits limits;
  limits.sandbox = static_cast<SandboxLevel>(state.range(0));
  static const SandboxLevel best = probe_sandbox().best;
  if (limits.sandbox > best) return state.SkipWithError("this level does not work here");
  for (auto _ : state) {
    const auto channel = open_process_channel(LLMSYS_BENCH_WORKER, limits);
    for (int64_t call = 1; call <= 2; ++call)
      check_answer(channel->call({.call = call, .scenario = "answer", .op = "", .inputs = {{"x", call}}}), call);
  }
  state.SetLabel("sandbox " + std::string(to_text(limits.sandbox)));
}
BENCHMARK(BM_case)->DenseRange(0, 3)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
