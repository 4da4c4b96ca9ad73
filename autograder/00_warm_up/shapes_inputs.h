/// @file
/// Random shapes and views for lab 00, and the checks of a view that public and hidden tests share.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "autograder/00_warm_up/reference/reference.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"
#include "framework/base/rng.h"

namespace llmsys::lab00 {

/// A view as the judge describes it.
struct ViewInputs {
  std::vector<int64_t> shape;    ///< as View
  std::vector<int64_t> strides;  ///< as View
  int64_t offset = 0;            ///< as View
};

/// A view that is neither contiguous nor at offset 0.
inline ViewInputs random_view(Rng& rng, int64_t min_rank, int64_t max_rank) {
  ViewInputs view;
  view.shape = random_shape(rng, min_rank, max_rank, 1, 7);
  for (size_t d = 0; d < view.shape.size(); ++d) view.strides.push_back(between(rng, 0, 50));
  view.offset = between(rng, 1, 100);
  return view;
}

/// Two shapes that broadcast.
struct ShapePair {
  std::vector<int64_t> a;  ///< one shape
  std::vector<int64_t> b;  ///< the other
};

/// Random sizes; some replaced by 1 in one of the two, some leading ones left out.
inline ShapePair fitting_shapes(Rng& rng) {
  ShapePair pair;
  pair.a = random_shape(rng, 1, 4, 2, 6);
  pair.b = pair.a;
  for (size_t d = 0; d < pair.a.size(); ++d) {
    const uint64_t choice = rng.below(4);
    if (choice == 0) pair.a[d] = 1;
    if (choice == 1) pair.b[d] = 1;
  }
  pair.b.erase(pair.b.begin(), pair.b.begin() + between(rng, 0, static_cast<int64_t>(pair.b.size()) - 1));
  if (rng.below(2) == 0) std::swap(pair.a, pair.b);
  return pair;
}

/// Inputs of scenarios `transpose` and `slice`.
inline Values view_values(const ViewInputs& view) {
  return {{"shape", view.shape}, {"strides", view.strides}, {"offset", view.offset}};
}

/// The student's view of scenario `name` must have the shape and reach exactly the elements that it should.
inline void expect_view(const Values& got, const ViewInputs& want) {
  expect_equal(got["shape"], want.shape, "shape");
  expect_equal(got["strides"], want.strides, "strides");
  expect_equal(got["offset"], want.offset, "offset");
}

/// Transposes two dimensions.
inline void expect_transpose_of(const ViewInputs& view, int64_t dim0, int64_t dim1) {
  Values in = view_values(view);
  in.set("dim0", dim0);
  in.set("dim1", dim1);
  ViewInputs want = view;
  std::swap(want.shape[static_cast<size_t>(dim0)], want.shape[static_cast<size_t>(dim1)]);
  std::swap(want.strides[static_cast<size_t>(dim0)], want.strides[static_cast<size_t>(dim1)]);
  expect_view(student("transpose", in)["view"].map(), want);
}

/// Transposes two random dimensions.
inline void expect_transpose(const ViewInputs& view, Rng& rng) {
  const auto rank = static_cast<int64_t>(view.shape.size());
  expect_transpose_of(view, between(rng, 0, rank - 1), between(rng, 0, rank - 1));
}

/// Takes one slice.
inline void expect_slice_of(const ViewInputs& view, int64_t dim, int64_t start, int64_t stop, int64_t step) {
  Values in = view_values(view);
  in.set("dim", dim);
  in.set("start", start);
  in.set("stop", stop);
  in.set("step", step);
  const auto d = static_cast<size_t>(dim);
  ViewInputs want = view;
  int64_t taken = 0;  // counted, not computed
  for (int64_t i = start; i < stop; i += step) ++taken;
  want.shape[d] = taken;
  want.strides[d] *= step;
  want.offset += start * view.strides[d];
  expect_view(student("slice", in)["view"].map(), want);
}

/// Takes a random slice.
inline void expect_slice(const ViewInputs& view, Rng& rng) {
  const int64_t dim = between(rng, 0, static_cast<int64_t>(view.shape.size()) - 1);
  const int64_t size = view.shape[static_cast<size_t>(dim)];
  const int64_t start = between(rng, 0, size);
  expect_slice_of(view, dim, start, between(rng, start, size), between(rng, 1, 3));
}

}  // namespace llmsys::lab00
