// Lab 01, task 1.5: rules of products, reductions, selections and views.
#include "autograder/01_autodiff/tensor_inputs.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

using Sizes = std::vector<int64_t>;

// The handout's 2x2 matrices.
void expect_matmul_example() {
  const Tensor dy = from_values({1, 2, 0, -1}, {2, 2}), other = from_values({3, 1, 4, 2}, {2, 2});
  expect_close(student("matmul_vjp_a", {{"dy", dy}, {"b", other}, {"a_shape", Sizes{2, 2}}})["dx"],
               from_values({5, 8, -1, -2}, {2, 2}), {}, "dA = dY B^T");
  expect_close(student("matmul_vjp_b", {{"dy", dy}, {"a", other}, {"b_shape", Sizes{2, 2}}})["dx"],
               from_values({3, 2, 1, 0}, {2, 2}), {}, "dB = A^T dY");
}

ProductShapes random_product(const Sizes& a_batch, const Sizes& b_batch) {
  const int64_t M = between(rng(), 1, 4), K = between(rng(), 1, 4), N = between(rng(), 1, 4);
  ProductShapes shapes{a_batch, b_batch};
  shapes.a.insert(shapes.a.end(), {M, K});
  shapes.b.insert(shapes.b.end(), {K, N});
  return shapes;
}

// A forward product costs 2 B M K N; each wanted gradient costs as much again.
void expect_cost(const ProductShapes& shapes, bool wants_a, bool wants_b) {
  const Tensor a = randn(Shape(shapes.a), rng()), b = randn(Shape(shapes.b), rng());
  const Tensor dy = randn(raw::matmul(a, b).shape(), rng());
  const Values got =
      student("matmul_cost", {{"a", a}, {"b", b}, {"dy", dy}, {"wants_a", wants_a}, {"wants_b", wants_b}});
  if (wants_a) expect_close(got["da"], reference::matmul_vjp_a(dy, b, shapes.a), {.atol = 1e-4, .rtol = 1e-4}, "dA");
  if (wants_b) expect_close(got["db"], reference::matmul_vjp_b(dy, a, shapes.b), {.atol = 1e-4, .rtol = 1e-4}, "dB");
  const int64_t forward = got["forward"].integer(), times = (wants_a ? 1 : 0) + (wants_b ? 1 : 0);
  expect(got["backward"].integer() == times * forward,
         text("the backward pass of ", Shape(shapes.a), " times ", Shape(shapes.b), " cost ", got["backward"].integer(),
              " FLOPs, want exactly ", times, " times the ", forward, " of the forward pass (one product for each ",
              "gradient that is wanted, and no other arithmetic)"));
  if (shapes.a.size() == 2) return;
  const int64_t batch_of_b = dy.numel() / dy.size(-2) * a.size(-1) * item_size(DType::f32);  // bytes of (B,K,N)
  expect(got["peak"].integer() < batch_of_b,
         text("the backward pass took ", got["peak"].integer(), " bytes at its peak: a gradient (K,N) for each of the ",
              "batch takes ", batch_of_b, "; make one product of all rows"));
}

}  // namespace

LAB_TEST("1.5", "matmul", "dA = dY B^T and dB = A^T dY, for batches, shared operands and views") {
  expect_matmul_example();
  for (const char* layout : kLayouts)
    for (int i = 0; i < 3; ++i) {
      expect_matmul(random_product({}, {}), DType::f64, layout);
      expect_matmul(random_product({3}, {3}), DType::f64, layout);
      expect_matmul(random_product({2, 3}, {}), DType::f64, layout);
      expect_matmul(random_product({}, {2, 3}), DType::f64, layout);
      expect_matmul(random_product({3}, {2, 1}), DType::f64, layout);
      expect_matmul(random_product({2, 1}, {2, 3}), DType::f32, layout);
    }
}

LAB_TEST("1.5", "reductions", "each summed element gets the gradient of its sum; of a mean, the n-th part") {
  const Tensor dy = from_values({6, 12}, {2});
  Values in = {{"dy", dy}, {"x_shape", Sizes{2, 3}}, {"dims", Sizes{1}}, {"keepdim", false}};
  expect_close(student("sum_vjp", in)["dx"], from_values({6, 6, 6, 12, 12, 12}, {2, 3}), {}, "sum_vjp");
  expect_close(student("mean_vjp", in)["dx"], from_values({2, 2, 2, 4, 4, 4}, {2, 3}), rounding(DType::f32),
               "mean_vjp");
  for (int i = 0; i < 20; ++i)
    expect_sum_and_mean(random_reduction(1), i % 2 == 0 ? DType::f64 : DType::f32, kLayouts[rng().below(3)]);
}

LAB_TEST("1.5", "ties", "the gradient of a maximum goes to the largest element; equal ones share it evenly") {
  const Tensor x = from_values({5, 1, 5, 2, 2, 2, 7, 0, 3}, {3, 3}), dy = from_values({1, 6, 4}, {3});
  const Values in = {{"x", x}, {"dy", dy}, {"x_shape", Sizes{3, 3}}, {"dims", Sizes{1}}, {"keepdim", false}};
  expect_close(student("max_vjp", in)["dx"], from_values({0.5, 0, 0.5, 2, 2, 2, 4, 0, 0}, {3, 3}), rounding(DType::f32),
               "max_vjp");
  for (int i = 0; i < 20; ++i) {
    const Reduction reduction = random_reduction(1);
    const char* layout = kLayouts[rng().below(3)];
    expect_max(reduction, randn(Shape(reduction.x_shape), rng(), DType::f64), layout);
    expect_max(reduction, raw::to(random_index(reduction.x_shape, 3), DType::f64), layout);  // 0, 1 or 2: many ties
  }
}

LAB_TEST("1.5", "selections", "what was picked gets its gradient; what was picked twice gets both") {
  const Tensor dy = from_values({1, 2, 4}, {3}), index = from_vector<int64_t>({1, 3, 1});
  expect_close(student("gather_vjp", {{"dy", dy}, {"x_shape", Sizes{4}}, {"dim", 0}, {"index", index}})["dx"],
               from_values({0, 5, 0, 2}, {4}), {}, "gather_vjp");
  expect_close(
      student("embedding_vjp",
              {{"dy", from_values({1, 2, 3, 4, 5, 6}, {3, 2})}, {"table_shape", Sizes{4, 2}}, {"index", index}})["dx"],
      from_values({0, 0, 6, 8, 0, 0, 3, 4}, {4, 2}), {}, "embedding_vjp");
  for (const char* layout : kLayouts)
    for (int i = 0; i < 4; ++i) {
      expect_gather({5}, 0, 8, layout);
      expect_gather({2, 3, 4}, between(rng(), -3, 2), between(rng(), 1, 6), layout);
      expect_embedding(5, 3, 12, layout);
    }
}

LAB_TEST("1.5", "views", "the gradient of a view goes where the view looked; of cat, each gets its own part") {
  expect_slice({.x_shape = {7}, .dim = 0, .start = 1, .stop = 6, .step = 2}, "contiguous");
  expect_cat({1}, 0, {1, 2, 3}, "contiguous");
  for (const char* layout : kLayouts) {
    for (int64_t dim = -3; dim < 3; ++dim) {
      expect_slice({.x_shape = {5, 6, 7}, .dim = dim, .start = 1, .stop = 5, .step = between(rng(), 1, 3)}, layout);
      expect_slice({.x_shape = {4, 4, 4}, .dim = dim, .start = -3, .stop = -1, .step = 1}, layout);
      expect_cat({2, 3, 4}, dim, {between(rng(), 1, 4), between(rng(), 1, 4), between(rng(), 1, 4)}, layout);
    }
    const Tensor dy = randn({2, 3, 4}, rng(), DType::f64);
    for (int64_t dim = 0; dim < 3; ++dim)
      expect_close(student("transpose_vjp", {{"dy", dy}, {"dim0", dim}, {"dim1", -1}, {"layout", layout}})["dx"],
                   reference::transpose_vjp(dy, dim, -1), {}, "transpose_vjp");
    expect_close(student("reshape_vjp", {{"dy", dy}, {"x_shape", Sizes{4, 6}}, {"layout", layout}})["dx"],
                 raw::reshape(dy, {4, 6}), {}, "reshape_vjp");
  }
}

LAB_TEST("1.5", "edges", "no elements, one element, empty slices and parts, indices that nobody picks") {
  expect_matmul({{2, 0}, {0, 3}}, DType::f64, "contiguous");
  expect_matmul({{0, 2}, {2, 3}}, DType::f64, "contiguous");
  expect_matmul({{1, 1}, {1, 1}}, DType::f32, "contiguous");
  expect_matmul({{2, 0, 3}, {3, 2}}, DType::f64, "contiguous");
  expect_sum_and_mean({.x_shape = {}, .dims = {}, .keepdim = false, .all = true}, DType::f64, "contiguous");
  expect_sum_and_mean({.x_shape = {2, 3}, .dims = {}, .keepdim = false, .all = false}, DType::f64, "contiguous");
  expect_sum_and_mean({.x_shape = {3, 0}, .dims = {0}, .keepdim = true, .all = false}, DType::f64, "contiguous");
  expect_gather({4, 3}, 1, 0, "contiguous");
  expect_embedding(3, 2, 0, "contiguous");
  expect_embedding(1, 1, 5, "contiguous");
  expect_slice({.x_shape = {5, 2}, .dim = 0, .start = 2, .stop = 2, .step = 1}, "contiguous");
  expect_slice({.x_shape = {5}, .dim = 0, .start = 0, .stop = 5, .step = 7}, "contiguous");
  expect_cat({2, 1}, 1, {0, 3, 0}, "contiguous");
  expect_cat({2}, 0, {4}, "contiguous");
  const Tensor one = scalar(3, DType::f64);
  expect_close(student("reshape_vjp", {{"dy", one}, {"x_shape", Sizes{1, 1}}})["dx"], raw::reshape(one, {1, 1}), {},
               "reshape_vjp of a scalar");
}

LAB_TEST("1.5", "flops", "matmul's backward costs exactly 2 forward products, 1 if one gradient is wanted") {
  for (const ProductShapes& shapes :
       {ProductShapes{{16, 8, 32}, {32, 24}}, {{8, 32}, {32, 24}}, {{2, 8, 8, 16}, {16, 16}}}) {
    expect_cost(shapes, true, true);
    expect_cost(shapes, true, false);
    expect_cost(shapes, false, true);
  }
}
