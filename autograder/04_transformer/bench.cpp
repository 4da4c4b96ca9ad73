// `./lab bench 4`: what each part costs as formulas say it, one tensor operation after another; and a training step of a small
// Llama. The system's kernels do the same in one pass each: step_bench compares them.
#include <benchmark/benchmark.h>

#include <functional>
#include <vector>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/accounting.h"
#include "labs/04_transformer/attention.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"

namespace {

using namespace llmsys;

constexpr int64_t kBatch = 8, kHeads = 6, kTokens = 256, kHeadSize = 64, kWidth = 384, kVocabulary = 4096;

Tensor numbers(const Shape& shape) {
  Rng rng(1);
  return set_requires_grad(randn(shape, rng));
}

// Forward and backward of f on leaves; a stub throws outside the clock: the report then says so.
void both(benchmark::State& state, const std::vector<Tensor>& leaves, const std::function<Tensor()>& f) {
  try {
    const Tensor dy = ones(f().shape());
    for (auto _ : state) {
      for (const Tensor& leaf : leaves) set_grad(leaf, Tensor());
      const Tensor y = f();
      backward({&y, 1}, {&dy, 1});
    }
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

void BM_rms_norm(benchmark::State& state) {
  const Tensor x = numbers({kBatch * kTokens, kWidth}), w = numbers({kWidth});
  both(state, {x, w}, [&] { return rms_norm(x, w, 1e-5); });
}

void BM_rope(benchmark::State& state) {
  const Tensor x = numbers({kBatch, kHeads, kTokens, kHeadSize});
  both(state, {x}, [&] { return rope(x, lab04::rope_table(0, kTokens, kHeadSize, 10000, DType::f32)); });
}

void BM_attention(benchmark::State& state) {
  const Tensor q = numbers({kBatch, kHeads, kTokens, kHeadSize});
  const Tensor k = numbers({kBatch, state.range(0), kTokens, kHeadSize});
  const Tensor v = numbers({kBatch, state.range(0), kTokens, kHeadSize});
  both(state, {q, k, v}, [&] { return lab04::causal_attention(q, k, v); });
}

void BM_swiglu(benchmark::State& state) {
  const Tensor gate = numbers({kBatch * kTokens, 1024}), up = numbers({kBatch * kTokens, 1024});
  both(state, {gate, up}, [&] { return swiglu(gate, up); });
}

void BM_cross_entropy(benchmark::State& state) {
  const Tensor logits = numbers({kBatch * kTokens, kVocabulary}), targets = zeros({kBatch * kTokens}, DType::i64);
  both(state, {logits}, [&] { return cross_entropy(logits, targets); });
}

ModelConfig small_llama() {
  ModelConfig c;
  c.vocabulary = kVocabulary, c.context = kTokens, c.layers = 6, c.width = kWidth, c.heads = kHeads, c.kv_heads = 2;
  c.head_size = kHeadSize, c.ffn = 1024, c.tied = true;
  return c;
}

void BM_llama_step(benchmark::State& state) {
  try {
    Rng rng(1);
    Llama model(small_llama(), rng);
    const Tensor tokens = zeros({kBatch, kTokens}, DType::i64);
    const auto step = [&] {
      model.zero_grad();
      backward(cross_entropy(model(tokens), tokens));
    };
    step();
    for (auto _ : state) step();
    const double flops = lab04::training_flops_per_token(small_llama(), kTokens) * kBatch * kTokens;
    state.counters["FLOP/s"] = benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

BENCHMARK(BM_rms_norm)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_rope)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_attention)->Arg(6)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_swiglu)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_cross_entropy)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_llama_step)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
