// `./lab bench 1`: what recording and going back cost where the arithmetic is nothing, and AdamW where memory is all.
// peers/small_ops.py and peers/adamw.py time the same in PyTorch.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include "framework/base/error.h"
#include "framework/base/parallel.h"
#include "framework/tensor/factories.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/optimizers.h"

namespace {

using namespace llmsys;

constexpr int64_t kGpt2Parameters = 124439808;  // of the smallest GPT-2
constexpr int64_t kChain = 10000;

// A stub throws outside the clock: the report then says so.
void run(benchmark::State& state, const std::function<void(benchmark::State&)>& body) {
  try {
    body(state);
  } catch (const Error& error) {
    state.SkipWithError(error.what());
  }
}

// mul add tanh mul sub exp mul add tanh sum: ten operations; t3, a, b and c are each used twice.
Tensor graph(const Tensor& a, const Tensor& b, const Tensor& c) {
  const Tensor t3 = tanh(add(mul(a, b), c));
  const Tensor t6 = exp(sub(mul(t3, a), b));
  return sum(tanh(add(mul(t6, c), t3)));
}

std::vector<Tensor> graph_leaves() {
  std::vector<Tensor> leaves;
  for (const double value : {0.5, -0.3, 0.8}) leaves.push_back(set_requires_grad(scalar(value)));
  return leaves;
}

void forward_and_backward(const std::vector<Tensor>& leaves) {
  for (const Tensor& leaf : leaves) set_grad(leaf, Tensor());
  backward(graph(leaves[0], leaves[1], leaves[2]));
}

void add_recorded(benchmark::State& state) {
  const Tensor x = set_requires_grad(full({8}, 1)), y = set_requires_grad(full({8}, 2));
  for (auto _ : state) {
    Tensor z = add(x, y);
    benchmark::DoNotOptimize(z);
  }
}

void graph_forward(benchmark::State& state) {
  const std::vector<Tensor> leaves = graph_leaves();
  for (auto _ : state) {
    Tensor y = graph(leaves[0], leaves[1], leaves[2]);
    benchmark::DoNotOptimize(y);
  }
}

void graph_both(benchmark::State& state) {
  const std::vector<Tensor> leaves = graph_leaves();
  forward_and_backward(leaves);
  for (auto _ : state) forward_and_backward(leaves);
  const char* const names[] = {"da", "db", "dc"};
  for (size_t i = 0; i < leaves.size(); ++i) state.counters[names[i]] = grad(leaves[i]).item<float>();
}

void chain_backward(benchmark::State& state) {
  const Tensor leaf = set_requires_grad(scalar(1));
  const auto chain = [&leaf] {
    Tensor y = leaf;
    for (int64_t i = 0; i < kChain; ++i) y = neg(y);
    return y;
  };
  backward(chain());
  for (auto _ : state) {
    state.PauseTiming();
    const Tensor y = chain();
    state.ResumeTiming();
    backward(y);
  }
  state.counters["time/node"] =
      benchmark::Counter(kChain, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

// The same traffic as AdamW's: reads four arrays, writes three of them.
void stream(Tensor& w, const Tensor& gradient, Tensor& m, Tensor& v) {
  float* const a = w.data<float>();
  float* const b = m.data<float>();
  float* const c = v.data<float>();
  const float* const g = gradient.data<float>();
  parallel_for(w.numel(), 1 << 14, [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      a[i] += g[i];
      b[i] += g[i];
      c[i] += g[i];
    }
  });
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Turn by turn, so that both meet the same machine; the share is the median of the ratios.
void adamw_against_stream(benchmark::State& state) {
  const int64_t n = state.range(0);
  Tensor w = full({n}, 1), m = zeros({n}), v = zeros({n});
  const Tensor gradient = full({n}, 1e-3);
  int64_t step = 0;
  const auto adamw = [&] { lab01::adamw_step(w, gradient, m, v, ++step, {}); };
  adamw();
  stream(w, gradient, m, v);
  double adamw_seconds = 0, stream_seconds = 0;
  std::vector<double> shares;
  for (auto _ : state) {
    const double ours = seconds_of(adamw), plain = seconds_of([&] { stream(w, gradient, m, v); });
    state.SetIterationTime(ours);
    adamw_seconds += ours;
    stream_seconds += plain;
    shares.push_back(plain / ours);
  }
  std::nth_element(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2), shares.end());
  const double bytes = 28.0 * static_cast<double>(n) * static_cast<double>(state.iterations());
  state.counters["GB/s"] = bytes / adamw_seconds / 1e9;
  state.counters["stream GB/s"] = bytes / stream_seconds / 1e9;
  state.counters["share of stream"] = shares[shares.size() / 2];
}

void BM_add_of_8_floats_recorded(benchmark::State& state) { run(state, add_recorded); }
void BM_graph_of_10_forward(benchmark::State& state) { run(state, graph_forward); }
void BM_graph_of_10_forward_and_backward(benchmark::State& state) { run(state, graph_both); }
void BM_backward_of_a_chain_of_10000(benchmark::State& state) { run(state, chain_backward); }
void BM_adamw(benchmark::State& state) { run(state, adamw_against_stream); }

BENCHMARK(BM_add_of_8_floats_recorded);
BENCHMARK(BM_graph_of_10_forward)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_graph_of_10_forward_and_backward)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_backward_of_a_chain_of_10000)->Unit(benchmark::kMicrosecond);
BENCHMARK(BM_adamw)->Arg(kGpt2Parameters)->Iterations(5)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
