// Elementwise operations and sums over 64 MiB of f32, in pairs with plain loops over the same memory and with the same
// threads (as STREAM, McCalpin 1995): a machine's bandwidth drifts by more than the difference looked for. Then what an
// operation on 8 elements costs.
//
//   tensor_bench                            all
//   tensor_bench --benchmark_filter=pair    against plain loops: `ratio` and `best` as in
//                                           framework/testing/paired_timing.h
#include <benchmark/benchmark.h>

#include "framework/base/parallel.h"
#include "framework/tensor/raw.h"
#include "framework/testing/paired_timing.h"

namespace {

using namespace llmsys;
using testing::run_pairs;

constexpr int64_t kN = 16 << 20;    // elements
constexpr int64_t kBytes = 4 * kN;  // of a tensor of f32

/// Tensors written once, so that their pages exist, and their elements.
struct Operands {
  Tensor a = full({kN}, 1), b = full({kN}, 2), out = full({kN}, 0), total = scalar(0);
  const float* from_a = a.data<float>();
  const float* from_b = b.data<float>();
  float* to = out.data<float>();
};

void plain_copy(const Operands& x) {
  parallel_for(kN, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) x.to[i] = x.from_a[i];
  });
}

void plain_add(const Operands& x) {
  parallel_for(kN, 1, [&](int64_t begin, int64_t end) {
    float* out = x.to;
    const float *a = x.from_a, *b = x.from_b;
#pragma GCC ivdep
    for (int64_t i = begin; i < end; ++i) out[i] = a[i] + b[i];
  });
}

/// Sixteen running sums, so that the loop waits for memory and not for the previous addition.
void plain_sum(const Operands& x) {
  constexpr int64_t kParts = 64, kLanes = 16;
  float sums[kParts] = {};
  parallel_for(kParts, 1, [&](int64_t begin, int64_t end) {
    for (int64_t p = begin; p < end; ++p) {
      const float* part = x.from_a + p * (kN / kParts);
      float lanes[kLanes] = {};
      for (int64_t i = 0; i < kN / kParts; i += kLanes)
        for (int64_t l = 0; l < kLanes; ++l) lanes[l] += part[i + l];
      for (const float lane : lanes) sums[p] += lane;
    }
  });
  benchmark::DoNotOptimize(sums);
}

void pair_copy(benchmark::State& state) {
  const Operands x;
  run_pairs(
      state, 2 * kBytes, [&] { plain_copy(x); }, [&] { raw::copy_(x.out, x.a); });
}
BENCHMARK(pair_copy)->UseManualTime()->MinTime(1);

void pair_add(benchmark::State& state) {
  const Operands x;
  run_pairs(
      state, 3 * kBytes, [&] { plain_add(x); }, [&] { raw::add_out(x.out, x.a, x.b); });
}
BENCHMARK(pair_add)->UseManualTime()->MinTime(1);

void pair_add_allocating(benchmark::State& state) {
  const Operands x;
  run_pairs(
      state, 3 * kBytes, [&] { plain_add(x); }, [&] { benchmark::DoNotOptimize(raw::add(x.a, x.b)); });
}
BENCHMARK(pair_add_allocating)->UseManualTime()->MinTime(1);

void pair_sum(benchmark::State& state) {
  const Operands x;
  run_pairs(
      state, 1 * kBytes, [&] { plain_sum(x); }, [&] { raw::sum_out(x.total, x.a); });
}
BENCHMARK(pair_sum)->UseManualTime()->MinTime(1);

/// x (4096,4096) summed over one dimension.
void pair_sum_dim(benchmark::State& state) {
  const Operands x;
  const Tensor square = raw::reshape(x.a, {4096, 4096});
  run_pairs(
      state, 1 * kBytes, [&] { plain_sum(x); }, [&] { benchmark::DoNotOptimize(raw::sum(square, state.range(0))); });
}
BENCHMARK(pair_sum_dim)->ArgName("dim")->Arg(0)->Arg(1)->UseManualTime()->MinTime(1);

/// x (4096,4096) plus a row (4096), against a copy: both read and write as much.
void pair_add_row(benchmark::State& state) {
  const Operands x;
  const Tensor square = raw::reshape(x.a, {4096, 4096}), row = ones({4096});
  const Tensor out = raw::reshape(x.out, {4096, 4096});
  run_pairs(
      state, 2 * kBytes, [&] { plain_copy(x); }, [&] { raw::add_out(out, square, row); });
}
BENCHMARK(pair_add_row)->UseManualTime()->MinTime(1);

void pair_copy_transposed(benchmark::State& state) {
  const Operands x;
  const Tensor square = raw::reshape(x.a, {4096, 4096}), out = raw::reshape(x.out, {4096, 4096});
  run_pairs(
      state, 2 * kBytes, [&] { plain_copy(x); }, [&] { raw::copy_(out, raw::transpose(square)); });
}
BENCHMARK(pair_copy_transposed)->UseManualTime()->MinTime(1);

void small_add(benchmark::State& state) {
  const Tensor a = ones({8}), b = ones({8});
  for (auto _ : state) benchmark::DoNotOptimize(raw::add(a, b));
}
BENCHMARK(small_add);

void small_add_scalar(benchmark::State& state) {
  const Tensor a = ones({8});
  for (auto _ : state) benchmark::DoNotOptimize(raw::add(a, 1));
}
BENCHMARK(small_add_scalar);

void small_sum(benchmark::State& state) {
  const Tensor a = ones({8});
  for (auto _ : state) benchmark::DoNotOptimize(raw::sum(a));
}
BENCHMARK(small_sum);

void small_view(benchmark::State& state) {
  const Tensor a = ones({2, 4});
  for (auto _ : state) benchmark::DoNotOptimize(raw::transpose(a));
}
BENCHMARK(small_view);

}  // namespace
