// Embeddings, their gradients and log-softmax, in pairs with a copy of the larger tensor by as many threads: what memory
// allows. Shapes are those of a character model and of GPT-2.
//
//   tensor_bench --benchmark_filter=index       `ratio` is median(copy's time / our time) of the pairs
//   tensor_bench --benchmark_filter=softmax
#include <benchmark/benchmark.h>

#include "framework/tensor/raw.h"
#include "framework/testing/paired_timing.h"

namespace {

using namespace llmsys;
using testing::run_pairs;
using testing::Threads;

/// An embedding's operands: ids are uniform below V.
struct Embedding {
  explicit Embedding(const benchmark::State& state)
      : V(state.range(0)), C(state.range(1)), N(state.range(2)), ids(zeros({N}, DType::i64)) {
    Rng rng(1);
    for (int64_t i = 0; i < N; ++i) ids.at<int64_t>(i) = static_cast<int64_t>(rng.below(static_cast<uint64_t>(V)));
  }
  int64_t V, C, N;
  Tensor ids;                      // (N)
  Tensor table = full({V, C}, 1);  // (V,C)
  Tensor rows = full({N, C}, 1);   // (N,C)
  Tensor copy = full({N, C}, 1);   // (N,C)
};

void index_select(benchmark::State& state) {
  const Threads threads(state, 3);
  const Embedding e(state);
  run_pairs(
      state, 2 * e.rows.bytes(), [&] { benchmark::DoNotOptimize(raw::clone(e.rows)); },
      [&] { benchmark::DoNotOptimize(raw::index_select(e.table, 0, e.ids)); });
}

/// Reads a row and reads and writes another, where the copy reads one and writes one.
void index_add(benchmark::State& state) {
  const Threads threads(state, 3);
  const Embedding e(state);
  run_pairs(
      state, 3 * e.rows.bytes(), [&] { raw::copy_(e.copy, e.rows); },
      [&] { raw::index_add_(e.table, 0, e.ids, e.rows); });
}

void embedding_shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"V", "C", "N", "threads"})->UseManualTime();
  for (const int threads : {1, 2}) benchmark->Args({90, 32, 8192, threads})->Args({50257, 768, 8192, threads});
}
BENCHMARK(index_select)->Apply(embedding_shapes);
BENCHMARK(index_add)->Apply(embedding_shapes);

template <Tensor (*kFunction)(const Tensor&, int64_t)>
void softmax_rows(benchmark::State& state) {
  const Threads threads(state, 2);
  Rng rng(1);
  const Tensor x = randn({state.range(0), state.range(1)}, rng);
  run_pairs(
      state, 2 * x.bytes(), [&] { benchmark::DoNotOptimize(raw::clone(x)); },
      [&] { benchmark::DoNotOptimize(kFunction(x, -1)); });
}

/// The parts one after another, as five operations.
Tensor log_softmax_in_parts(const Tensor& x, int64_t dim) {
  const Tensor shifted = raw::sub(x, raw::max(x, dim, true));
  return raw::sub(shifted, raw::log(raw::sum(raw::exp(shifted), dim, true)));
}

void softmax_shapes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"N", "V", "threads"})->UseManualTime();
  for (const int threads : {1, 2})
    benchmark->Args({512, 90, threads})->Args({512, 1024, threads})->Args({256, 50257, threads});
}
BENCHMARK_TEMPLATE(softmax_rows, raw::softmax)->Name("softmax")->Apply(softmax_shapes);
BENCHMARK_TEMPLATE(softmax_rows, raw::log_softmax)->Name("log_softmax")->Apply(softmax_shapes);
BENCHMARK_TEMPLATE(softmax_rows, log_softmax_in_parts)->Name("log_softmax_in_parts")->Apply(softmax_shapes);

}  // namespace
