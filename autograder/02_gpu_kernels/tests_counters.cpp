// Lab 02: what the kernels cost, as the emulator counts it. Each goal is worked out by hand in the handout.
#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/gpu_time.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// Ratios to the least, of totals: averages over requests look better the less a request does.
constexpr CounterGoal kSectors{.best = 1.001, .worst = 8, .possible = 1};
constexpr CounterGoal kWavefronts{.best = 1.001, .worst = 32, .possible = 1};

// On a GPU: a product of tiles in shared memory, one result a thread.
constexpr SpeedGoal kTiledProduct{.yardstick = "cuBLAS's", .all = 0.08, .none = 0.01};

struct Counted {
  Values answer;
  simt::KernelCounters all;
};

Counted counted(const std::string& scenario, Values in) {
  in.set("counted", true);
  Values answer = student(scenario, in);
  const simt::KernelCounters all = counters(answer["counters"]);
  return {std::move(answer), all};
}

// Sectors of an access over those that hold `bytes`.
double sectors(const simt::AccessCounters& access, int64_t bytes) {
  return 32.0 * double(access.sectors) / double(bytes);
}

// Wavefronts of an access over those that move `bytes`, 128 each.
double wavefronts(const simt::AccessCounters& access, int64_t bytes) {
  return 128.0 * double(access.wavefronts) / double(bytes);
}

Counted counted_copy(const std::string& kernel, const Tensor& x, int64_t offset = 0) {
  Counted run = counted("copy", {{"kernel", kernel}, {"x", x}, {"x_offset", offset}, {"y_offset", offset}});
  expect_equal(run.answer["y"], x, "y");
  return run;
}

}  // namespace

LAB_TEST("2.1", "requests", "coalesced: 4 sectors a request; vectorized: 16 of them, and a quarter of the requests") {
  if (graded_by_time("time_copy", kCopySpeed)) return;
  const Tensor x = counted({8192});
  const Counted coalesced = counted_copy("coalesced", x), vectorized = counted_copy("vectorized", x);
  score_counter("coalesced: sectors of loads, over the least", sectors(coalesced.all.global_load, x.bytes()), kSectors);
  score_counter("coalesced: sectors of stores, over the least", sectors(coalesced.all.global_store, x.bytes()),
                kSectors);
  const CounterGoal many{.best = 4096, .worst = double(x.numel())};  // one block is one multiprocessor of a hundred
  score_counter("coalesced: floats copied by a block", double(x.numel()) / double(coalesced.all.blocks), many);
  score_counter("vectorized: floats copied by a block", double(x.numel()) / double(vectorized.all.blocks), many);
  const CounterGoal vectors{.best = 64, .worst = 256, .possible = 64};  // 8192 floats: 64 times 32 lanes of 16 bytes
  score_counter("vectorized: loads of warps for 8192 floats", double(vectorized.all.global_load.requests), vectors);
  score_counter("vectorized: stores of warps for 8192 floats", double(vectorized.all.global_store.requests), vectors);
  const CounterGoal ends{.best = 66, .worst = 256, .possible = 64};  // and a head and a tail
  score_counter("vectorized, beginning at x + 1: loads of warps for 8192 floats",
                double(counted_copy("vectorized", x, 1).all.global_load.requests), ends);
  const Tensor half = counted({8192}, DType::bf16);
  const CounterGoal eight{.best = 32, .worst = 256, .possible = 32};
  score_counter("vectorized: loads of warps for 8192 bf16",
                double(counted_copy("vectorized", half).all.global_load.requests), eight);
}

LAB_TEST("2.2", "sectors", "loads and stores of whole tiles touch no sector more than they must") {
  if (graded_by_time("time_transpose", kCopySpeed)) return;
  for (const DType dtype : {DType::f32, DType::bf16}) {
    const Tensor x = counted({96, 64}, dtype);
    const Counted run = counted("transpose", {{"x", x}});
    expect_equal(run.answer["y"], reference::transpose(x), "y");
    const simt::AccessCounters &load = run.all.global_load, &store = run.all.global_store;
    score_counter(text(dtype, ": sectors of loads, over the least"), sectors(load, x.bytes()), kSectors);
    score_counter(text(dtype, ": sectors of stores, over the least"), sectors(store, x.bytes()), kSectors);
  }
}

LAB_TEST("2.2", "wavefronts", "no two lanes meet in a bank, neither when a tile is written nor when it is read") {
  if (graded_by_time("time_transpose", kCopySpeed)) return;
  for (const DType dtype : {DType::f32, DType::bf16}) {
    const Tensor x = counted({64, 96}, dtype);
    const Counted run = counted("transpose", {{"x", x}});
    expect_equal(run.answer["y"], reference::transpose(x), "y");
    const simt::AccessCounters &load = run.all.shared_load, &store = run.all.shared_store;
    expect(load.requests > 0, "nothing was loaded from shared memory: the tile belongs there");
    const int64_t words = 4 * x.numel();  // bytes, if each lane moves a word or a part of one
    const CounterGoal goal{.best = 1.001, .worst = 32, .possible = dtype == DType::f32 ? 1.0 : 0.5};
    score_counter(text(dtype, ": wavefronts per 32 elements loaded from the tile"), wavefronts(load, words), goal);
    score_counter(text(dtype, ": wavefronts per 32 elements stored to it"), wavefronts(store, words), goal);
  }
}

LAB_TEST("2.3", "traffic",
         "each element is loaded once, coalesced, by many blocks; float32 sums need no atomic additions") {
  if (graded_by_time("time_sum", kCopySpeed)) return;
  const Tensor x = small_integers({4 * kSumThreads});
  const Counted run = counted("sum", {{"x", x}});
  expect_equal(run.answer["y"], reference::sum(x), "y");
  const simt::AccessCounters& load = run.all.global_load;
  const CounterGoal once{.best = 1.05, .worst = 8, .possible = 1};  // partial sums are loaded as well
  score_counter("sum: sectors of loads, over those of x", sectors(load, x.bytes()), once);
  const CounterGoal many{.best = 8192, .worst = double(x.numel())};
  score_counter("sum: elements for each block", double(x.numel()) / double(run.all.blocks), many);
  const CounterGoal tickets{.best = 4096, .worst = 65536};  // a ticket a block, to find the last one, is fine
  score_counter("sum: atomic additions", double(std::max<int64_t>(run.all.global_atomic.lanes, 1)), tickets);
  const Tensor rows = small_integers({16, 256});
  const simt::AccessCounters of_rows = counted("row_sums", {{"x", rows}}).all.global_load;
  score_counter("row_sums: sectors of loads, over the least", sectors(of_rows, rows.bytes()), kSectors);
}

LAB_TEST("2.4", "traffic", "tiles of 32: each element that is loaded serves 32 threads") {
  if (graded_by_time("time_matmul", kTiledProduct)) return;
  const int64_t M = 64, N = 96, K = 64;
  const Tensor a = small_integers({M, K}), b = small_integers({K, N});
  const Counted run = counted("matmul", {{"a", a}, {"b", b}});
  expect_equal(run.answer["c"], reference::matmul(a, b), "C");
  const double predicted = double(8 * M * N * K / 32), naive = double(5 * M * N * K);  // bytes
  score_counter("bytes loaded, over 8 MNK / T", double(run.all.global_load.moved_bytes) / predicted,
                {.best = 1.001, .worst = naive / predicted, .possible = 4.0 * (M * K + K * N) / predicted});
}

LAB_TEST("2.4", "wavefronts", "shared memory is read and written without conflicts") {
  if (graded_by_time("time_matmul", kTiledProduct)) return;
  const Tensor a = small_integers({32, 64}), b = small_integers({64, 32});
  const Counted run = counted("matmul", {{"a", a}, {"b", b}});
  expect_equal(run.answer["c"], reference::matmul(a, b), "C");
  expect(run.all.shared_load.requests > 0, "nothing was loaded from shared memory: the tiles belong there");
  const int64_t loads =
      4 * 2 * 32 * 32 * 64;  // bytes: one of a and one of b for each product, if none is kept in registers
  const CounterGoal goal{.best = 1.001, .worst = 32, .possible = 0.01};
  score_counter("wavefronts per 32 elements loaded from the tiles", wavefronts(run.all.shared_load, loads), goal);
  score_counter("wavefronts per 32 elements stored to them", wavefronts(run.all.shared_store, a.bytes() + b.bytes()),
                kWavefronts);
}

LAB_TEST("2.7", "atomics", "one atomic addition for each warp that keeps something") {
  const Tensor x = randn({2048}, rng());
  const Counted run = counted("compact", {{"x", x}});
  expect_equal(run.answer["count"], int64_t(reference::positive(x).size()), "count");
  score_counter("atomic additions for 64 warps", double(run.all.global_atomic.lanes), {.best = 64, .worst = 1024});
  std::vector<double> few(2048, -1.0);
  for (size_t i = 0; i < few.size(); i += 256) few[i] = 1;
  const simt::KernelCounters of_few = counted("compact", {{"x", raw::to(from_vector(few), DType::f32)}}).all;
  score_counter("atomic additions for 64 warps, of which 8 keep something", double(of_few.global_atomic.lanes),
                {.best = 8, .worst = 4096});
}

LAB_TEST("2.8", "atomics", "counting happens in shared memory; a block adds at most 256 times to the result") {
  std::vector<uint8_t> values(200000);
  for (uint8_t& value : values) value = static_cast<uint8_t>(between(rng(), 0, 63));
  const Tensor x = from_vector(values);
  const Counted run = counted("histogram", {{"x", x}});
  expect_equal(run.answer["counts"], reference::histogram(x), "counts");
  score_counter("atomic additions to global memory, for each byte",
                double(run.all.global_atomic.lanes) / double(x.numel()), {.best = 0.1, .worst = 1});
  score_counter("sectors of loads, over the least", sectors(run.all.global_load, x.bytes()), kSectors);
  score_counter("bytes counted by a block", double(x.numel()) / double(run.all.blocks),
                {.best = 16384, .worst = double(x.numel())});
}
