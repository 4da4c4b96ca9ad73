// The operations around the matrix products of a training step, at the shapes of a small MLP (batch 512, hidden 512 to
// 1024, 90 characters), in pairs with plain loops by as many threads.
//
//   tensor_bench --benchmark_filter=step    `ratio` and `best` as in framework/testing/paired_timing.h
#include <benchmark/benchmark.h>

#include <cmath>

#include "framework/base/parallel.h"
#include "framework/tensor/raw.h"
#include "framework/testing/paired_timing.h"

namespace {

using namespace llmsys;
using testing::run_pairs;
using testing::Threads;

/// Calls row(r) for every row, rows shared out among threads.
template <class Row>
void each_row(int64_t rows, const Row& row) {
  parallel_for(rows, 64, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) row(r);
  });
}

Tensor positive(const Shape& shape) {
  Rng rng(1);
  return raw::add(raw::abs(randn(shape, rng)), 0.01);
}

/// out[i] = f(x[i]) over rows of a matrix.
template <class F>
void plain_map(const Tensor& out, const Tensor& x, const F& f) {
  const int64_t columns = x.size(1);
  float* to = const_cast<Tensor&>(out).data<float>();
  const float* from = x.data<float>();
  each_row(x.size(0), [&](int64_t r) {
#pragma GCC ivdep
    for (int64_t i = r * columns; i < (r + 1) * columns; ++i) to[i] = f(from[i]);
  });
}

/// A function of (512,1024) that allocates its result, against the C library's in a loop, or against a copy.
template <class F>
void step_function(benchmark::State& state, Tensor (*ours)(const Tensor&), const F& plain) {
  const Threads threads(state, 0);
  const Tensor x = positive({512, 1024});
  run_pairs(
      state, 2 * x.bytes(), [&] { plain_map(empty_like(x), x, plain); }, [&] { benchmark::DoNotOptimize(ours(x)); });
}
const auto same = [](float x) { return x; };
const auto libm_exp = [](float x) { return std::exp(x); };
const auto libm_log = [](float x) { return std::log(x); };
const auto libm_tanh = [](float x) { return std::tanh(x); };
BENCHMARK_CAPTURE(step_function, exp_vs_libm, raw::exp, libm_exp)->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();
BENCHMARK_CAPTURE(step_function, log_vs_libm, raw::log, libm_log)->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();
BENCHMARK_CAPTURE(step_function, tanh_vs_libm, raw::tanh, libm_tanh)
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseManualTime();
BENCHMARK_CAPTURE(step_function, exp_vs_copy, raw::exp, same)->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();
BENCHMARK_CAPTURE(step_function, log_vs_copy, raw::log, same)->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();
BENCHMARK_CAPTURE(step_function, tanh_vs_copy, raw::tanh, same)->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();

void threads_and_columns(benchmark::internal::Benchmark* b) {
  b->ArgNames({"columns", "threads"})->ArgsProduct({{90, 512, 1024}, {1, 2}})->UseManualTime();
}

/// sum (512,C) -> (C), as for the gradient of a bias, against rows added to a row of floats, columns shared out.
void step_sum_rows(benchmark::State& state) {
  const Threads threads(state, 1);
  const Tensor x = positive({512, state.range(0)});
  Tensor total = zeros({x.size(1)});
  const int64_t columns = x.size(1);
  const float* from = x.data<float>();
  float* to = total.data<float>();
  const auto plain = [&] {
    parallel_for(columns, 64, [&](int64_t begin, int64_t end) {
      std::fill(to + begin, to + end, 0.0F);
      for (int64_t r = 0; r < 512; ++r)
#pragma GCC ivdep
        for (int64_t c = begin; c < end; ++c) to[c] += from[r * columns + c];
    });
  };
  run_pairs(state, x.bytes(), plain, [&] { raw::sum_out(total, x, {0}); });
}
BENCHMARK(step_sum_rows)->Apply(threads_and_columns);

/// sum or max (512,C) -> (512), as for a softmax, against sixteen running values a row.
template <class F>
void step_along_row(benchmark::State& state, Tensor (*ours)(const Tensor&, const Dims&, bool), const F& combine) {
  const Threads threads(state, 1);
  const Tensor x = positive({512, state.range(0)});
  Tensor total = zeros({512});
  const int64_t columns = x.size(1);
  const float* from = x.data<float>();
  float* to = total.data<float>();
  const auto plain = [&] {
    each_row(512, [&](int64_t r) {
      const float* row = from + r * columns;
      float lanes[16] = {};
      int64_t c = 0;
      for (; c + 16 <= columns; c += 16)
        for (int64_t l = 0; l < 16; ++l) lanes[l] = combine(lanes[l], row[c + l]);
      for (; c < columns; ++c) lanes[0] = combine(lanes[0], row[c]);
      for (int64_t l = 1; l < 16; ++l) lanes[0] = combine(lanes[0], lanes[l]);
      to[r] = lanes[0];
    });
  };
  run_pairs(state, x.bytes(), plain, [&] { benchmark::DoNotOptimize(ours(x, {1}, true)); });
}
const auto plus = [](float a, float b) { return a + b; };
const auto larger = [](float a, float b) { return b > a ? b : a; };
BENCHMARK_CAPTURE(step_along_row, sum, raw::sum, plus)->Apply(threads_and_columns);
BENCHMARK_CAPTURE(step_along_row, max, raw::max, larger)->Apply(threads_and_columns);

/// (512,C) with a row (C) or a column (512,1), into memory that is there, against the plain loop.
void step_add_broadcast(benchmark::State& state, bool row) {
  const Threads threads(state, 1);
  const int64_t columns = state.range(0);
  const Tensor x = positive({512, columns}), out = zeros({512, columns});
  const Tensor y = row ? positive({columns}) : positive({512, 1});
  float* to = const_cast<Tensor&>(out).data<float>();
  const float *from = x.data<float>(), *other = y.data<float>();
  const auto plain = [&] {
    each_row(512, [&](int64_t r) {
      float* o = to + r * columns;
      const float* a = from + r * columns;
#pragma GCC ivdep
      for (int64_t c = 0; c < columns; ++c) o[c] = a[c] + (row ? other[c] : other[r]);
    });
  };
  run_pairs(state, 2 * x.bytes(), plain, [&] { raw::add_out(out, x, y); });
}
BENCHMARK_CAPTURE(step_add_broadcast, row, true)->Apply(threads_and_columns);
BENCHMARK_CAPTURE(step_add_broadcast, column, false)->Apply(threads_and_columns);

/// A permuted view copied into contiguous memory, against a straight copy of as much.
void step_permute(benchmark::State& state, const Shape& shape, const IntList& order) {
  const Threads threads(state, 0);
  const Tensor x = positive(shape), view = raw::permute(x, order), out = zeros(view.shape());
  const Tensor as_rows = raw::reshape(x, {x.size(0), x.numel() / x.size(0)}), to_rows = zeros(as_rows.shape());
  run_pairs(
      state, 2 * x.bytes(), [&] { plain_map(to_rows, as_rows, same); }, [&] { raw::copy_(out, view); });
}
const auto one_and_two = [](benchmark::internal::Benchmark* b) {
  b->ArgName("threads")->Arg(1)->Arg(2)->UseManualTime();
};
BENCHMARK_CAPTURE(step_permute, transpose_1024, {1024, 1024}, {1, 0})->Apply(one_and_two);
BENCHMARK_CAPTURE(step_permute, transpose_512x90, {512, 90}, {1, 0})->Apply(one_and_two);
BENCHMARK_CAPTURE(step_permute, heads_102, {512, 16, 64}, {1, 0, 2})->Apply(one_and_two);
BENCHMARK_CAPTURE(step_permute, heads_021, {512, 16, 64}, {0, 2, 1})->Apply(one_and_two);

}  // namespace
