// Lab 02, tasks 2.7 and 2.8: compaction and a histogram.
#include <algorithm>
#include <limits>

#include "autograder/02_gpu_kernels/kernel_inputs.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// The elements above 0, however the warps are arranged: as sorted numbers.
void expect_kept(const Tensor& x) {
  const Values got = student("compact", {{"x", x}});
  std::vector<double> kept = reference::elements(got["y"].tensor()), want = reference::positive(x);
  expect_equal(got["count"], static_cast<int64_t>(want.size()), "count");
  std::sort(kept.begin(), kept.end());
  std::sort(want.begin(), want.end());
  expect_equal(from_vector(kept), from_vector(want), "y, sorted");
}

// As expect_kept, and each warp's elements stand together and in order. Each element of x is unique.
void expect_warps_together(const Tensor& x) {
  expect_kept(x);
  const std::vector<double> all = reference::elements(x);
  const std::vector<double> y = reference::elements(student("compact", {{"x", x}})["y"].tensor());
  for (size_t begin = 0; begin < all.size(); begin += 32) {
    std::vector<double> kept;
    for (size_t i = begin; i < std::min(begin + 32, all.size()); ++i)
      if (all[i] > 0) kept.push_back(all[i]);
    expect(std::search(y.begin(), y.end(), kept.begin(), kept.end()) != y.end() || kept.empty(),
           text("elements ", begin, " to ", begin + 31, " of x are those of one warp: their ", kept.size(),
                " positive ones do not stand together and in order"));
  }
}

Tensor bytes_of(int64_t n, int64_t highest) {
  std::vector<uint8_t> values(static_cast<size_t>(n));
  for (uint8_t& value : values) value = static_cast<uint8_t>(between(rng(), 0, highest));
  return from_vector(values);
}

void expect_counts(const Tensor& x) {
  expect_equal(student("histogram", {{"x", x}})["counts"], reference::histogram(x), "counts");
}

}  // namespace

LAB_TEST("2.7", "example", "of (3,-1,0,2) stay (3,2)") {
  const Values got = student("compact", {{"x", from_values({3, -1, 0, 2}, {4})}});
  expect_equal(got["y"], from_values({3, 2}, {2}), "y");
  expect_equal(got["count"], 2, "count");
}

LAB_TEST("2.7", "property", "what is above 0 stays, once; a warp's elements together and in order") {
  for (const int64_t n : {0, 1, 31, 32, 33, 256, 1000}) expect_warps_together(randn({n}, rng()));
  expect_kept(full({100}, 1));
  expect_kept(full({100}, -1));
  expect_kept(from_values({0, 0, 1}, {3}));
  const double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
  expect_kept(from_values({infinity, nan, 1e-30, -infinity}, {4}));
  expect_kept(randn({5000}, rng()));
  const Values in_a_stream = student("compact", {{"x", from_values({3, -1, 0, 2}, {4})}, {"captured", true}});
  expect_equal(in_a_stream["y"], from_values({3, 2}, {2}), "y, in the stream that the caller gives");
}

LAB_TEST("2.8", "example", "of (7,0,7,255): value 0 once, 7 twice, 255 once") {
  expect_counts(from_vector<uint8_t>({7, 0, 7, 255}));
}

LAB_TEST("2.8", "property", "every value is counted, for any n, and old counts do not matter") {
  for (const int64_t n : {0, 1, 31, 257, 1000, 5000}) expect_counts(bytes_of(n, 255));
  expect_counts(bytes_of(3000, 2));
  expect_counts(bytes_of(1, 0));
  expect_counts(bytes_of(200000, 255));
  const Tensor x = bytes_of(1000, 9);
  expect_equal(student("histogram", {{"x", x}, {"captured", true}})["counts"], reference::histogram(x),
               "counts, in the stream that the caller gives");
}
