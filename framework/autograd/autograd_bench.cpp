// What it costs to record an operation: add of two tensors of 8 floats, the graph dropped with the result.
//
//   autograd_bench --benchmark_repetitions=9 --benchmark_report_aggregates_only=true
#include <benchmark/benchmark.h>

#include "framework/autograd/record.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/raw.h"

namespace {

using namespace llmsys;

/// Says where tensors come from until it dies.
class From {
 public:
  explicit From(MemoryResource& memory) : scope_((mine_.memory = &memory, mine_)) {}

 private:
  Context mine_ = context();
  ContextScope scope_;
};

Tensor add(const Tensor& a, const Tensor& b) {
  return record("add", raw::add(a, b), {&a, &b}, {}, [](const Vjp& v) { return Gradients{v.grad(), v.grad()}; });
}

Tensor mul(const Tensor& a, const Tensor& b) {
  return record("mul", raw::mul(a, b), {&a, &b}, {&a, &b}, [](const Vjp& v) {
    return Gradients{raw::mul(v.grad(), v.saved(1)), raw::mul(v.grad(), v.saved(0))};
  });
}

template <class Operation>
void run(benchmark::State& state, MemoryResource& memory, bool leaves, const Operation& operation) {
  const From from(memory);
  const Tensor a = set_requires_grad(ones({8}), leaves), b = set_requires_grad(ones({8}), leaves);
  benchmark::DoNotOptimize(operation(a, b));
  for (auto _ : state) benchmark::DoNotOptimize(operation(a, b));
}

Tensor raw_add(const Tensor& a, const Tensor& b) { return raw::add(a, b); }

void host_raw_add(benchmark::State& state) { run(state, default_memory(), false, raw_add); }
BENCHMARK(host_raw_add);
void host_add_not_recorded(benchmark::State& state) { run(state, default_memory(), false, add); }
BENCHMARK(host_add_not_recorded);
void host_add_recorded(benchmark::State& state) { run(state, default_memory(), true, add); }
BENCHMARK(host_add_recorded);

void pool_raw_add(benchmark::State& state) {
  PoolResource pool(default_memory());
  run(state, pool, false, raw_add);
}
BENCHMARK(pool_raw_add);
void pool_add_recorded(benchmark::State& state) {
  PoolResource pool(default_memory());
  run(state, pool, true, add);
}
BENCHMARK(pool_add_recorded);
void pool_mul_recorded(benchmark::State& state) {
  PoolResource pool(default_memory());
  run(state, pool, true, mul);
}
BENCHMARK(pool_mul_recorded);

}  // namespace
