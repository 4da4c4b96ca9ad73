// Lab 03, tasks 3.1, 3.2 and 3.7: products of matrices.
#include <algorithm>

#include "autograder/03_gpu_fusion/kernel_inputs.h"
#include "autograder/03_gpu_fusion/reference/kernels.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/gpu_time.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

constexpr const char* kRegister = "matmul_register";
constexpr const char* kTensorCore = "matmul_tensor_core";
constexpr const char* kSplitK = "matmul_split_k";

// On a GPU: estimates of what kernels of this kind reach.
constexpr SpeedGoal kRegisterProduct{.yardstick = "cuBLAS's", .all = 0.3, .none = 0.04};
constexpr SpeedGoal kTensorCoreProduct{.yardstick = "cuBLAS's", .all = 0.15, .none = 0.02};

void expect_two_by_two(const char* scenario, DType dtype) {
  const Tensor a = from_values({1, 2, 3, 4}, {2, 2}, dtype), b = from_values({5, 6, 7, 8}, {2, 2}, dtype);
  const DType widened = scenario == kTensorCore ? DType::f32 : dtype;
  expect_equal(student(scenario, {{"a", a}, {"b", b}})["c"], from_values({19, 22, 43, 50}, {2, 2}, widened), "C");
}

simt::KernelCounters counted(const char* scenario, const Product& sizes, DType dtype) {
  return counters(expect_product(scenario, sizes, dtype, 0, true)["counters"]);
}

}  // namespace

LAB_TEST("3.1", "example", "((1,2),(3,4)) times ((5,6),(7,8)) is ((19,22),(43,50)); and one block's tile") {
  expect_two_by_two(kRegister, DType::f32);
  expect_product(kRegister, {64, 64, 16}, DType::f32);
}

LAB_TEST("3.1", "property", "C is A B, for several tiles along M, N and K") {
  expect_product(kRegister, {128, 64, 48}, DType::f32);
  expect_product(kRegister, {64, 192, 32}, DType::f32);
  for (int i = 0; i < 3; ++i)
    expect_product(kRegister, {between(rng(), 2, 150), between(rng(), 2, 150), between(rng(), 2, 80)}, DType::f32);
}

LAB_TEST("3.1", "edges", "sizes of 0, 1, 31, 33 and 1000; for K = 0, C is 0") {
  for (const Product& sizes : {Product{1, 1, 1},
                               {1, 33, 31},
                               {31, 1, 33},
                               {65, 63, 1},
                               {1000, 2, 3},
                               {2, 1000, 3},
                               {1, 1, 1000},
                               {3, 4, 0},
                               {0, 4, 3},
                               {3, 0, 4}})
    expect_product(kRegister, sizes, DType::f32);
}

LAB_TEST("3.1", "bf16", "bf16 in and out, summed in float32 and rounded once") {
  for (const Product& sizes : {Product{2, 2, 2}, {65, 40, 64}, {16, 16, 600}})
    expect_product(kRegister, sizes, DType::bf16);
  // (1 + 1/128)^2 is 1 + 1/64 and a little: that is what is left here, and lost to who rounds products to bf16.
  std::vector<double> left(16, 0.0), right(16, 0.0);
  left[0] = right[0] = 1 + 1.0 / 128;
  left[1] = -1;
  right[1] = 1 + 1.0 / 64;
  const Tensor a = raw::to(from_vector(left, {1, 16}), DType::bf16),
               b = raw::to(from_vector(right, {16, 1}), DType::bf16);
  expect_equal(student(kRegister, {{"a", a}, {"b", b}})["c"], raw::to(reference::matmul(a, b), DType::bf16), "C");
}

LAB_TEST("3.1", "loads", "a multiply-add costs half a load from shared memory; lanes do not meet in banks") {
  if (graded_by_time("time_matmul_register", kRegisterProduct)) return;
  const simt::KernelCounters all = counted(kRegister, {128, 128, 64}, DType::f32);
  const double multiply_adds = 128.0 * 128 * 64;
  score_counter("loads from shared memory for each multiply-add",
                static_cast<double>(all.shared_load.lanes) / multiply_adds,
                {.best = 0.5, .worst = 2, .possible = 0.01});
  score_counter("wavefronts of these loads for 32 multiply-adds",
                static_cast<double>(all.shared_load.wavefronts) * 32 / multiply_adds,
                {.best = 0.501, .worst = 4, .possible = 0.01});
  const double elements = 2.0 * (128 * 64 + 64 * 128);  // each of A and B is loaded by two blocks
  score_counter("wavefronts for 32 elements stored to shared memory",
                static_cast<double>(all.shared_store.wavefronts) * 32 / elements,
                {.best = 2.001, .worst = 32, .possible = 0.5});
  score_counter("sectors of loads, over the least", static_cast<double>(all.global_load.sectors) * 8 / elements,
                {.best = 1.001, .worst = 8, .possible = 0.5});
}

LAB_TEST("3.2", "example", "((1,2),(3,4)) times ((5,6),(7,8)) is ((19,22),(43,50)); and one fragment") {
  expect_two_by_two(kTensorCore, DType::f16);
  expect_product(kTensorCore, {16, 16, 16}, DType::f16);
}

LAB_TEST("3.2", "property", "C is A B, for several fragments along M, N and K") {
  expect_product(kTensorCore, {64, 64, 48}, DType::f16);
  expect_product(kTensorCore, {128, 192, 32}, DType::f16);
  for (int i = 0; i < 3; ++i)
    expect_product(kTensorCore, {between(rng(), 2, 140), between(rng(), 2, 140), between(rng(), 2, 80)}, DType::f16);
}

LAB_TEST("3.2", "bf16", "the same for bf16") {
  for (const Product& sizes : {Product{2, 2, 2}, {64, 64, 64}, {70, 100, 40}, {16, 16, 600}})
    expect_product(kTensorCore, sizes, DType::bf16);
}

LAB_TEST("3.2", "edges", "sizes of 0, 1, 15, 17 and 300; for K = 0, C is 0") {
  for (const Product& sizes :
       {Product{1, 1, 1}, {15, 17, 1}, {17, 15, 33}, {1, 300, 5}, {300, 1, 5}, {3, 4, 0}, {0, 4, 3}, {3, 0, 4}})
    expect_product(kTensorCore, sizes, DType::f16);
}

LAB_TEST("3.2", "instructions", "tensor cores compute it: one instruction for each 16 x 16 x 16 of the work") {
  if (graded_by_time("time_matmul_tensor_core", kTensorCoreProduct)) return;
  const simt::KernelCounters all = counted(kTensorCore, {64, 64, 64}, DType::f16);
  const auto mma = all.warp_instructions.find("mma");
  expect(mma != all.warp_instructions.end(), "no mma_sync was executed: tensor cores did nothing");
  score_counter("tensor core instructions for 64 x 64 x 64", static_cast<double>(mma->second),
                {.best = 64, .worst = 256, .possible = 64});
}

LAB_TEST("3.7", "example", "((1,2),(3,4)) times ((5,6),(7,8)) with two pieces of K") {
  const Tensor a = from_values({1, 2, 3, 4}, {2, 2}), b = from_values({5, 6, 7, 8}, {2, 2});
  expect_equal(student(kSplitK, {{"a", a}, {"b", b}, {"splits", 2}})["c"], from_values({19, 22, 43, 50}, {2, 2}), "C");
}

LAB_TEST("3.7", "property", "C is A B, however K is cut; pieces may be empty") {
  for (const int64_t splits : {1, 2, 3, 7, 40}) expect_product(kSplitK, {20, 17, 100}, DType::f32, splits);
  expect_product(kSplitK, {1, 1, 3}, DType::f32, 5);
  expect_product(kSplitK, {2, 3, 0}, DType::f32, 2);
}

LAB_TEST("3.7", "blocks", "each piece has blocks of its own, and nothing is added with atomics") {
  const Product sizes{20, 17, 300};
  const int64_t splits = 8, length = 38;
  const Tensor a = randn({sizes.M, sizes.K}, rng()), b = randn({sizes.K, sizes.N}, rng());
  const Values got = student(kSplitK, {{"a", a}, {"b", b}, {"splits", splits}, {"count", true}});
  const int64_t atomics = counters(got["counters"]).global_atomic.requests;
  expect(atomics == 0,
         text(atomics, " requests of atomics: their order, and so the last bits, change from run to run"));
  for (int64_t piece = 0; piece < splits; ++piece) {
    const int64_t first = piece * length, last = std::min(first + length, sizes.K);
    const Tensor want = reference::matmul(raw::slice(a, 1, first, last), raw::slice(b, 0, first, last));
    expect_close(raw::to(raw::select(got["pieces"].tensor(), 0, piece), DType::f64), want, {.atol = 1e-4, .rtol = 1e-5},
                 text("piece ", piece, " of scratch: the product for k from ", first, " up to ", last));
  }
}
