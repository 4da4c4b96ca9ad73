/// @file
/// Checks of the rules of task 1.5 that public and hidden tests share. Each draws its numbers from rng().
#pragma once
#include <array>
#include <string>
#include <vector>

#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/01_autodiff/reference/tensor_rules.h"
#include "autograder/judge/lab_test.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {

/// How the worker lays tensors out in memory; see layouts.h.
inline const std::array<const char*, 3> kLayouts = {"contiguous", "transposed", "strided"};

/// For one dtype's rounding.
inline Tolerance rounding(DType dtype) {
  return dtype == DType::f64 ? Tolerance{.atol = 1e-11, .rtol = 1e-11} : Tolerance{.atol = 2e-5, .rtol = 2e-5};
}

/// Shapes of a matrix product.
struct ProductShapes {
  std::vector<int64_t> a;  ///< (..,M,K)
  std::vector<int64_t> b;  ///< (..,K,N)
};

/// Both rules of matmul on random numbers.
inline void expect_matmul(const ProductShapes& shapes, DType dtype, const char* layout) {
  const Tensor a = randn(Shape(shapes.a), rng(), dtype), b = randn(Shape(shapes.b), rng(), dtype);
  const Tensor dy = randn(raw::matmul(a, b).shape(), rng(), dtype);
  const Values da = student("matmul_vjp_a", {{"dy", dy}, {"b", b}, {"a_shape", shapes.a}, {"layout", layout}});
  expect_close(da["dx"], reference::matmul_vjp_a(dy, b, shapes.a), rounding(dtype), "matmul_vjp_a");
  const Values db = student("matmul_vjp_b", {{"dy", dy}, {"a", a}, {"b_shape", shapes.b}, {"layout", layout}});
  expect_close(db["dx"], reference::matmul_vjp_b(dy, a, shapes.b), rounding(dtype), "matmul_vjp_b");
}

/// What is reduced.
struct Reduction {
  std::vector<int64_t> x_shape;  ///< of the input
  std::vector<int64_t> dims;     ///< all of them, when `all`
  bool keepdim = false;          ///< sizes of 1 stay
  bool all = false;              ///< no dims are named
};

/// A random one; some name no dims, which means all.
inline Reduction random_reduction(int64_t min_rank) {
  Reduction out{.x_shape = random_shape(rng(), min_rank, 4, 1, 4), .dims = {}, .keepdim = rng().below(2) == 0};
  out.all = rng().below(4) == 0;
  const auto rank = static_cast<int64_t>(out.x_shape.size());
  for (int64_t d = 0; d < rank; ++d)
    if (out.all || rng().below(2) == 0) out.dims.push_back(rng().below(2) == 0 ? d : d - rank);
  return out;
}

/// Inputs of a rule of a reduction; dy has the shape of the result.
inline Values reduction_inputs(const Reduction& reduction, const Tensor& dy) {
  Values in = {{"dy", dy}, {"x_shape", reduction.x_shape}, {"keepdim", reduction.keepdim}};
  if (!reduction.all) in.set("dims", reduction.dims);
  return in;
}

/// The shape of the result of a reduction.
inline Shape result_shape(const Reduction& reduction) {
  const Shape x_shape(reduction.x_shape);
  const Dims dims = reduction.all ? Dims() : Dims(IntList(reduction.dims));
  return reduction.keepdim ? dims.keep("test", x_shape) : dims.drop("test", x_shape);
}

/// sum_vjp and mean_vjp on random numbers.
inline void expect_sum_and_mean(const Reduction& reduction, DType dtype, const char* layout) {
  const Tensor dy = randn(result_shape(reduction), rng(), dtype);
  const std::vector<int64_t> kept = reference::kept_shape(reduction.x_shape, reduction.dims);
  const Shape x_shape(reduction.x_shape), kept_shape(kept);
  Values in = reduction_inputs(reduction, dy);
  in.set("layout", layout);
  expect_close(student("sum_vjp", in)["dx"], reference::sum_vjp(dy, reduction.x_shape, kept), rounding(dtype),
               "sum_vjp");
  const double count = kept_shape.numel() == 0 ? 1 : static_cast<double>(x_shape.numel() / kept_shape.numel());
  expect_close(student("mean_vjp", in)["dx"], reference::sum_vjp(dy, reduction.x_shape, kept, count), rounding(dtype),
               "mean_vjp");
}

/// max_vjp; x is what it is the maximum of.
inline void expect_max(const Reduction& reduction, const Tensor& x, const char* layout) {
  const Tensor dy = randn(result_shape(reduction), rng(), x.dtype());
  Values in = reduction_inputs(reduction, dy);
  in.set("x", x);
  in.set("layout", layout);
  const std::vector<int64_t> kept = reference::kept_shape(reduction.x_shape, reduction.dims);
  expect_close(student("max_vjp", in)["dx"], reference::max_vjp(dy, x, kept), rounding(x.dtype()), "max_vjp");
}

/// Random indices below `limit`.
inline Tensor random_index(const std::vector<int64_t>& shape, int64_t limit) {
  const Shape sizes(shape);
  std::vector<int64_t> index(static_cast<size_t>(sizes.numel()));
  for (int64_t& i : index) i = between(rng(), 0, limit - 1);
  return from_vector(index, sizes);
}

/// gather_vjp along `dim`, with `picked` indices there.
inline void expect_gather(const std::vector<int64_t>& x_shape, int64_t dim, int64_t picked, const char* layout) {
  std::vector<int64_t> shape = x_shape;
  const auto d = static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(shape.size()) : dim);
  shape[d] = picked;
  const Tensor index = random_index(shape, x_shape[d]), dy = randn(index.shape(), rng(), DType::f64);
  const Values got =
      student("gather_vjp", {{"dy", dy}, {"x_shape", x_shape}, {"dim", dim}, {"index", index}, {"layout", layout}});
  expect_close(got["dx"], reference::gather_vjp(dy, x_shape, dim, index), rounding(DType::f64), "gather_vjp");
}

/// embedding_vjp of N rows from a table (V,C).
inline void expect_embedding(int64_t V, int64_t C, int64_t N, const char* layout) {
  const Tensor index = random_index({N}, V), dy = randn({N, C}, rng(), DType::f64);
  const std::vector<int64_t> table_shape = {V, C};
  const Values got =
      student("embedding_vjp", {{"dy", dy}, {"table_shape", table_shape}, {"index", index}, {"layout", layout}});
  expect_close(got["dx"], reference::embedding_vjp(dy, table_shape, index), rounding(DType::f64), "embedding_vjp");
}

/// What slice takes.
struct SliceInputs {
  std::vector<int64_t> x_shape;  ///< of the input
  int64_t dim = 0;               ///< may count from the end
  int64_t start = 0;             ///< likewise
  int64_t stop = kEnd;           ///< likewise
  int64_t step = 1;              ///< every how many
};

/// slice_vjp.
inline void expect_slice(const SliceInputs& in, const char* layout) {
  const Tensor x = zeros(Shape(in.x_shape), DType::f64);
  const Tensor dy = randn(raw::slice(x, in.dim, in.start, in.stop, in.step).shape(), rng(), DType::f64);
  const Values got = student("slice_vjp", {{"dy", dy},
                                           {"x_shape", in.x_shape},
                                           {"dim", in.dim},
                                           {"start", in.start},
                                           {"stop", in.stop},
                                           {"step", in.step},
                                           {"layout", layout}});
  expect_close(got["dx"], reference::slice_vjp(dy, in.x_shape, in.dim, in.start, in.step), {}, "slice_vjp");
}

/// cat_vjp: tensors of these sizes along dim.
inline void expect_cat(std::vector<int64_t> shape, int64_t dim, const std::vector<int64_t>& sizes, const char* layout) {
  int64_t all = 0;
  for (const int64_t size : sizes) all += size;
  shape[static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(shape.size()) : dim)] = all;
  const Tensor dy = randn(Shape(shape), rng(), DType::f64);
  const Values got = student("cat_vjp", {{"dy", dy}, {"sizes", sizes}, {"dim", dim}, {"layout", layout}});
  const List& parts = got["parts"].list();
  expect(parts.size() == sizes.size(),
         text("cat_vjp returned ", parts.size(), " gradients for ", sizes.size(), " tensors"));
  int64_t start = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    expect_close(parts[i], reference::part_of(dy, dim, start, sizes[i]), {}, text("part ", i));
    start += sizes[i];
  }
}

}  // namespace llmsys::lab01
