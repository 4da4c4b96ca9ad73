// Lab 00, task 0.6: three loop orders.
#include <cmath>

#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/00_warm_up/shapes_inputs.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/timing.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab00;

namespace {

constexpr const char* kOrders[] = {"matmul_ijk", "matmul_ikj", "matmul_jki"};

constexpr Tolerance kFloat32{.atol = 1e-4, .rtol = 1e-5};

// c must hold what it held before, plus a b.
void expect_product(const Tensor& a, const Tensor& b, const Tensor& c) {
  for (const char* order : kOrders)
    expect_close(student(order, {{"a", a}, {"b", b}, {"c", c}})["c"], raw::add(c, reference::matmul(a, b)), kFloat32,
                 std::string(order) + " c");
}

}  // namespace

LAB_TEST("0.6", "example", "all three give (1 2; 3 4) (5 6; 7 8) = (19 22; 43 50)") {
  expect_product(from_values({1, 2, 3, 4}, {2, 2}), from_values({5, 6, 7, 8}, {2, 2}), zeros({2, 2}));
}

LAB_TEST("0.6", "shapes", "all three add a b to c for any M, K and N, 0 and 1 among them") {
  for (const auto& [m, k, n] : {std::array<int64_t, 3>{1, 1, 1}, {3, 0, 2}, {0, 4, 3}, {17, 5, 33}, {5, 33, 1}})
    expect_product(randn({m, k}, rng()), randn({k, n}, rng()), randn({m, n}, rng()));
}

LAB_TEST("0.6", "prediction", "what you predict is what the counter counts on a 96 by 96 product") {
  const int64_t n = 96;
  const Tensor a = randn({n, n}, rng()), b = randn({n, n}, rng()), c = zeros({n, n});
  const double steps = static_cast<double>(n * n * n);
  for (int64_t order = 0; order < 3; ++order) {
    const Values counted = solution(kOrders[order], {{"a", a}, {"b", b}, {"c", c}});
    const Values predicted = student("predict_line_loads", {{"order", order}, {"line_floats", 16}});
    for (const char* operand : {"a", "b", "c"}) {
      const double per_step = static_cast<double>(counted[std::string("loads_") + operand].integer()) / steps;
      expect_close(predicted[operand], per_step, 0.02, text("lines of ", operand, " in each step of ", kOrders[order]));
    }
  }
  const Values wide = student("predict_line_loads", {{"order", 1}, {"line_floats", 32}});
  expect_close(wide["b"], 1.0 / 32, 1e-9, "lines of b in each step of matmul_ikj when a line holds 32");
}

LAB_TEST("0.6", "lines", "each order loads exactly the lines that its name says") {
  const int64_t n = 48;
  const Tensor a = randn({n, n}, rng()), b = randn({n, n}, rng()), c = zeros({n, n});
  for (const char* order : kOrders) {
    const Values got = student(order, {{"a", a}, {"b", b}, {"c", c}}),
                 want = solution(order, {{"a", a}, {"b", b}, {"c", c}});
    expect_close(got["c"], want["c"].tensor(), kFloat32, "c");
    for (const char* operand : {"a", "b", "c"}) {
      const std::string name = std::string("loads_") + operand;
      expect(got[name].integer() == want[name].integer(),
             text(order, " loaded ", got[name].integer(), " lines of ", operand, ", loops nested in that order load ",
                  want[name].integer(), "; check the order of the three loops, and use ", operand, "(row, column)"));
    }
  }
}

LAB_TEST("0.6", "time", "a product by i-k-j takes about as long as the solution takes") {
  constexpr int64_t kSize = 192;
  score_time_ratio(
      {"timed_ikj", {}},
      [] {
        return Values{{"a", randn({kSize, kSize}, rng())}, {"b", randn({kSize, kSize}, rng())}};
      },
      {.all = 2, .none = 6, .least_bytes = 3.0 * 4 * kSize * kSize, .least_flops = 2.0 * kSize * kSize * kSize});
}
