// Elementwise operations and sums over 64 MiB of f32, beside plain loops over the same memory with the same threads (as
// STREAM, McCalpin 1995): what the machine gives. Then the cost of an operation on 8 elements.
#include <benchmark/benchmark.h>

#include <cstring>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/tensor/raw.h"

namespace {

using namespace llmsys;

constexpr int64_t kN = 16 << 20;  // elements, 64 MiB of f32

void set_rate(benchmark::State& state, int64_t tensors) {
  state.SetBytesProcessed(state.iterations() * tensors * kN * 4);
}

/// a, b and out, written once so that their pages exist.
struct Operands {
  Tensor a = full({kN}, 1), b = full({kN}, 2), out = full({kN}, 0);
};

void stream_copy(benchmark::State& state) {
  Operands x;
  const float* a = x.a.data<float>();
  float* out = x.out.data<float>();
  for (auto _ : state) {
    parallel_for(kN, 1, [=](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) out[i] = a[i];
    });
    benchmark::ClobberMemory();
  }
  set_rate(state, 2);
}
BENCHMARK(stream_copy)->UseRealTime();

void tensor_copy(benchmark::State& state) {
  Operands x;
  for (auto _ : state) raw::copy_(x.out, x.a);
  set_rate(state, 2);
}
BENCHMARK(tensor_copy)->UseRealTime();

void stream_add(benchmark::State& state) {
  Operands x;
  const float* a = x.a.data<float>();
  const float* b = x.b.data<float>();
  float* out = x.out.data<float>();
  for (auto _ : state) {
    parallel_for(kN, 1, [=](int64_t begin, int64_t end) {
#pragma GCC ivdep
      for (int64_t i = begin; i < end; ++i) out[i] = a[i] + b[i];
    });
    benchmark::ClobberMemory();
  }
  set_rate(state, 3);
}
BENCHMARK(stream_add)->UseRealTime();

void tensor_add_out(benchmark::State& state) {
  Operands x;
  for (auto _ : state) raw::add_out(x.out, x.a, x.b);
  set_rate(state, 3);
}
BENCHMARK(tensor_add_out)->UseRealTime();

void tensor_add_allocating(benchmark::State& state) {
  Operands x;
  for (auto _ : state) benchmark::DoNotOptimize(raw::add(x.a, x.b));
  set_rate(state, 3);
}
BENCHMARK(tensor_add_allocating)->UseRealTime();

/// Sixteen running sums, so that the loop waits for memory and not for the previous addition.
float plain_sum(const float* x, int64_t n) {
  float lanes[16] = {};
  for (int64_t i = 0; i + 16 <= n; i += 16)
    for (int64_t l = 0; l < 16; ++l) lanes[l] += x[i + l];
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

void stream_sum(benchmark::State& state) {
  Operands x;
  const float* a = x.a.data<float>();
  std::vector<float> parts(64);
  for (auto _ : state) {
    parallel_for(64, 1, [&](int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) parts[static_cast<size_t>(p)] = plain_sum(a + p * (kN / 64), kN / 64);
    });
    benchmark::DoNotOptimize(parts.data());
    benchmark::ClobberMemory();
  }
  set_rate(state, 1);
}
BENCHMARK(stream_sum)->UseRealTime();

void tensor_sum(benchmark::State& state) {
  Operands x;
  for (auto _ : state) raw::sum_out(scalar(0), x.a);
  set_rate(state, 1);
}
BENCHMARK(tensor_sum)->UseRealTime();

/// x (4096,4096) summed over one dimension.
void tensor_sum_dim(benchmark::State& state) {
  const Tensor x = ones({4096, 4096});
  for (auto _ : state) benchmark::DoNotOptimize(raw::sum(x, state.range(0)));
  set_rate(state, 1);
}
BENCHMARK(tensor_sum_dim)->ArgName("dim")->Arg(0)->Arg(1)->UseRealTime();

void tensor_add_row(benchmark::State& state) {
  const Tensor x = ones({4096, 4096}), row = ones({4096}), out = zeros({4096, 4096});
  for (auto _ : state) raw::add_out(out, x, row);
  set_rate(state, 2);
}
BENCHMARK(tensor_add_row)->UseRealTime();

void tensor_copy_transposed(benchmark::State& state) {
  const Tensor x = ones({4096, 4096}), out = zeros({4096, 4096});
  for (auto _ : state) raw::copy_(out, raw::transpose(x));
  set_rate(state, 2);
}
BENCHMARK(tensor_copy_transposed)->UseRealTime();

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
