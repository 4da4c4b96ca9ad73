// Lab 03, task 3.0: predictions, compared with what the emulator counts.
#include "autograder/03_gpu_fusion/kernel_inputs.h"
#include "autograder/judge/counters.h"

using namespace llmsys;
using namespace llmsys::lab03;

LAB_TEST("3.0", "loads", "a thread with tile x tile sums loads 2 / tile values for each multiply-add") {
  for (const int64_t tile : {1, 2, 4, 8})
    expect_close(student("predict_loads_per_fma", {{"tile", tile}})["loads"], 2.0 / static_cast<double>(tile), 1e-12,
                 text("loads for tile ", tile));
}

namespace {

// Distinct floats that each kernel of a scenario loads and stores, added up.
int64_t floats_moved(const std::string& scenario, const Tensor& x) {
  const Values counted = solution(scenario, {{"x", x}, {"count", true}});
  const simt::KernelCounters all = counters(counted["counters"]);
  return (all.unique_global_load_bytes + all.unique_global_store_bytes) / int64_t{sizeof(float)};
}

}  // namespace

LAB_TEST("3.0", "softmax", "five kernels move 8 numbers for each element, a fused one 2: so counts the emulator") {
  for (int i = 0; i < 3; ++i) {
    const int64_t rows = between(rng(), 1, 9), columns = between(rng(), 1, 500);
    const Tensor x = randn({rows, columns}, rng());
    const auto predicted = [rows, columns](bool fused) {
      return student("predict_softmax_floats", {{"fused", fused}, {"rows", rows}, {"columns", columns}})["floats"];
    };
    expect_equal(predicted(true), Value(floats_moved("softmax_forward", x)),
                 text("floats of a fused softmax of (", rows, ",", columns, ")"));
    const int64_t of_rows = 4 * rows;  // the largest and the sum are written, and read
    expect_equal(predicted(false), Value(floats_moved("softmax_separate", x) - of_rows),
                 text("floats of five kernels for (", rows, ",", columns, ")"));
  }
}

LAB_TEST("3.0", "instructions", "tensor core instructions of task 3.2, as the emulator counts them") {
  for (const Product& sizes : {Product{64, 64, 16}, {65, 64, 17}, {100, 130, 50}, {1, 1, 1}}) {
    const Value predicted =
        student("predict_mma_instructions", {{"M", sizes.M}, {"N", sizes.N}, {"K", sizes.K}})["instructions"];
    const Tensor a = raw::to(randn({sizes.M, sizes.K}, rng()), DType::f16);
    const Tensor b = raw::to(randn({sizes.K, sizes.N}, rng()), DType::f16);
    const Values counted = solution("matmul_tensor_core", {{"a", a}, {"b", b}, {"count", true}});
    const simt::KernelCounters all = counters(counted["counters"]);
    expect_equal(predicted, Value(all.warp_instructions.at("mma")),
                 text("instructions for M, N, K = ", sizes.M, ", ", sizes.N, ", ", sizes.K));
  }
}
