// A training step of GPT-2 models, forward, backward and AdamW: tokens a second, and the most memory this process ever had,
// so run one at a time for that. Its peer is peers/training_step.py, which trains the same models.
//
//   step_bench --benchmark_filter=/S/ --benchmark_repetitions=7
#include <benchmark/benchmark.h>

#include <fstream>
#include <string>

#include "framework/tensor/raw.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/optimizer.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/ops.h"
#include "labs/15_flash_attention/fast_context.h"

namespace {

using namespace llmsys;

struct Sizes {
  int64_t layers, width, heads, tokens, vocabulary, batch;
};

// The most memory this process ever had resident, in MiB; 0 where the kernel does not say. (getrusage() would count what the
// program that started this one had.)
double peak_mebibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (double kibibytes = 0; word == "VmHWM:" && status >> kibibytes) return kibibytes / 1024;
  return 0;
}

constexpr Sizes kS{6, 384, 6, 256, 4096, 8}, kG{12, 768, 12, 64, 50257, 4}, kT{2, 64, 2, 64, 256, 8};

void step(benchmark::State& state, const Sizes& sizes, bool fused) {
  const FastContext fast(2, fused);
  ModelConfig c;
  c.family = ModelFamily::gpt2, c.tied = true;
  c.vocabulary = sizes.vocabulary, c.context = sizes.tokens, c.layers = sizes.layers, c.width = sizes.width;
  c.heads = c.kv_heads = sizes.heads, c.head_size = sizes.width / sizes.heads, c.ffn = 4 * sizes.width;
  Rng rng(1);
  Gpt2 model(c, rng);
  lab01::AdamW optimizer(model.named_parameters(), {.learning_rate = 1e-4});
  std::vector<int64_t> ids(static_cast<size_t>(sizes.batch * sizes.tokens));
  for (int64_t& id : ids) id = static_cast<int64_t>(rng.below(static_cast<uint64_t>(sizes.vocabulary)));
  const Tensor tokens = from_vector(ids, {sizes.batch, sizes.tokens});
  const auto one_step = [&] {
    backward(cross_entropy(model(tokens), tokens));
    optimizer.step();
    optimizer.zero_grad();
  };
  for (int i = 0; i < 2; ++i) one_step();  // fills the pool, loads the library of matrix products
  for (auto _ : state) one_step();
  state.SetItemsProcessed(state.iterations() * sizes.batch * sizes.tokens);
  state.counters["peak_MiB"] = peak_mebibytes();
}

// The number of steps is fixed, so that there is one model only, and one peak.
BENCHMARK_CAPTURE(step, S, kS, true)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK_CAPTURE(step, S_plain, kS, false)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK_CAPTURE(step, G, kG, true)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK_CAPTURE(step, G_plain, kG, false)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(3);
BENCHMARK_CAPTURE(step, T, kT, true)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(500);
BENCHMARK_CAPTURE(step, T_plain, kT, false)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(500);

}  // namespace
