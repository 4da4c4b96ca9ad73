// The loss of 256 rows of GPT-2's vocabulary and its gradient: softmax and cross-entropy in one operation. Its peer is
// peers/loss.py.
//
//   loss_bench
#include <benchmark/benchmark.h>

#include "framework/tensor/raw.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/ops.h"
#include "labs/15_flash_attention/fast_context.h"

namespace {

using namespace llmsys;

void loss(benchmark::State& state, bool fused) {
  const FastContext fast(2, fused);
  const int64_t N = 256, V = 50257;
  Rng rng(1);
  const Tensor logits = set_requires_grad(randn({N, V}, rng));
  std::vector<int64_t> ids(static_cast<size_t>(N));
  for (int64_t& id : ids) id = static_cast<int64_t>(rng.below(static_cast<uint64_t>(V)));
  const Tensor targets = from_vector(ids);
  for (auto _ : state) {
    backward(cross_entropy(logits, targets));
    set_grad(logits, Tensor());
  }
  state.counters["GB/s"] = benchmark::Counter(3.0 * 4 * N * V * 1e-9,
                                              benchmark::Counter::kIsIterationInvariantRate);  // two reads, one write
}

BENCHMARK_CAPTURE(loss, fused, true)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(loss, plain, false)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
