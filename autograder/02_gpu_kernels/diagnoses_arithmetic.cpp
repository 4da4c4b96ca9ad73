// Lab 02, tasks 2.3 and 2.4: what sums and products give that are wrong in one way.
#include <algorithm>
#include <limits>
#include <numeric>

#include "autograder/02_gpu_kernels/diagnoses.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "framework/base/error.h"

namespace llmsys::lab02 {
namespace {

constexpr size_t kWarp = 32;

// Each warp's values after adding, for each distance, what lane source(lane, distance) has.
Values exchanged(const Values& in, const std::vector<size_t>& distances,
                 const std::function<size_t(size_t lane, size_t distance)>& source) {
  const Tensor& x = in["x"].tensor();
  std::vector<double> y = reference::elements(x);
  for (size_t warp = 0; warp < y.size(); warp += kWarp)
    for (const size_t distance : distances) {
      const std::vector<double> old(y.begin() + int64_t(warp), y.begin() + int64_t(warp + kWarp));
      for (size_t lane = 0; lane < kWarp; ++lane) y[warp + lane] += old[source(lane, distance)];
    }
  return {{"y", reference::rounded(y, x.shape(), x.dtype())}};
}

size_t across(size_t lane, size_t distance) { return lane ^ distance; }
size_t above(size_t lane, size_t distance) { return lane + distance < kWarp ? lane + distance : lane; }

// Sums of the first `columns` columns of each row.
Values first_columns(const Values& in, int64_t columns) {
  const Tensor& x = in["x"].tensor();
  const std::vector<double> from = reference::elements(x);
  std::vector<double> y;
  for (int64_t row = 0; row < x.size(0); ++row) {
    const auto begin = from.begin() + row * x.size(1);
    y.push_back(std::accumulate(begin, begin + std::min(columns, x.size(1)), 0.0));
  }
  return {{"y", reference::rounded(y, {x.size(0)}, x.dtype())}};
}

// The sum of the elements i with counts(i).
Values some_elements(const Values& in, const std::function<bool(size_t i)>& counts) {
  LLMSYS_CHECK(ValueError, in.find("order") == nullptr, "explains the usual order");
  const Tensor& x = in["x"].tensor();
  const std::vector<double> from = reference::elements(x);
  double total = 0;
  for (size_t i = 0; i < from.size(); ++i) total += counts(i) ? from[i] : 0;
  return {{"y", reference::rounded({total}, {1}, x.dtype())}};
}

std::vector<Diagnosis> of_warps_and_blocks() {
  return {
      {"2.3", "warp_sums", "lane_zero_only",
       "only lane 0 has the whole sum: __shfl_down_sync brings it there; __shfl_xor_sync gives it to all",
       "gives it to all lanes",
       [](const Values& in) {
         return exchanged(in, {16, 8, 4, 2, 1}, above);
       }},
      {"2.3", "warp_sums", "one_step_short", "the last step, with distance 1, is missing", "five steps for 32 lanes",
       [](const Values& in) {
         return exchanged(in, {16, 8, 4, 2}, across);
       }},
      {"2.3", "block_sums", "first_warp_only", "this is the sum of the first warp; those of the others are missing",
       "a block has up to 32 warps", [](const Values& in) { return first_columns(in, int64_t{kWarp}); }}};
}

std::vector<Diagnosis> of_sums() {
  static constexpr size_t kBlock = 256, kBlocks = 256;
  return {{"2.3", "row_sums", "first_32_columns", "each lane added one element: it must go on with the one 32 further",
           "lanes stride over the row", [](const Values& in) { return first_columns(in, int64_t{kWarp}); }},
          {"2.3", "row_sums", "tail_lost", "the columns behind the last multiple of 32 are missing",
           "the last step is a partial one",
           [](const Values& in) { return first_columns(in, in["x"].tensor().size(1) / 32 * 32); }},
          {"2.3", "sum", "first_block_only", "this is the partial sum of block 0; the second launch must add them all",
           "partial sums are not the sum",
           [](const Values& in) {
             const auto n = static_cast<size_t>(in["x"].tensor().numel());
             const size_t blocks = std::min((n + kBlock - 1) / kBlock, kBlocks);
             return some_elements(in, [blocks](size_t i) { return i / kBlock % blocks == 0; });
           }},
          {"2.3", "sum", "one_step", "each thread added one element: with more elements than threads it must go on",
           "A grid of 256 blocks has 65,536 threads",
           [](const Values& in) { return some_elements(in, [](size_t i) { return i < kBlock * kBlocks; }); }}};
}

// A product of other matrices.
Diagnosis product(const std::string& name, const std::string& cause, const std::string& handout,
                  const std::function<Tensor(const Values& in, const Tensor& a, const Tensor& b)>& wrong) {
  return {
      "2.4",   "matmul",
      name,    cause,
      handout, [wrong](const Values& in) -> Values {
            return {{"c", wrong(in, in["a"].tensor(), in["b"].tensor())}}; }};
}

// A B over those k alone that `counts`.
Tensor product_over(const Tensor& a, const Tensor& b, const std::function<bool(int64_t k)>& counts) {
  const std::vector<double> from = reference::elements(a);
  const int64_t K = a.size(1);
  return reference::matmul(
      reference::matrix(a.size(0), K, a.dtype(),
                        [&](int64_t i, int64_t k) { return counts(k) ? from[static_cast<size_t>(i * K + k)] : 0; }),
      b);
}

// x (R,C) as one sees it who takes its rows, which lie C + gap apart, for C apart; the gaps are NaN.
Tensor misread(const Tensor& x, int64_t gap) {
  LLMSYS_CHECK(ValueError, gap > 0, "rows lie close together");
  const std::vector<double> from = reference::elements(x);
  const int64_t C = x.size(1);
  return reference::matrix(x.size(0), C, x.dtype(), [&](int64_t i, int64_t j) {
    const int64_t at = i * C + j, row = at / (C + gap), column = at % (C + gap);
    return column < C ? from[static_cast<size_t>(row * C + column)] : std::numeric_limits<double>::quiet_NaN();
  });
}

std::vector<Diagnosis> of_products() {
  return {
      product("tail_of_k_lost", "the last K % 32 products of each sum are missing", "K need not be a multiple of 32",
              [](const Values&, const Tensor& a, const Tensor& b) {
                return product_over(a, b, [&](int64_t k) { return k < a.size(1) / 32 * 32; });
              }),
      product("last_tile_only", "this is the product of the last tiles: the sum begins at 0 once, before the walk",
              "The sum lives through the whole walk",
              [](const Values&, const Tensor& a, const Tensor& b) {
                const int64_t last = (a.size(1) - 1) / 32 * 32;
                return product_over(a, b, [last](int64_t k) { return k >= last; });
              }),
      product("b_transposed", "this is A times the transpose of B: rows of a B tile are k, columns are N",
              "In the B tile, k goes down",
              [](const Values&, const Tensor& a, const Tensor& b) {
                return reference::matmul(a, reference::transpose(b));
              }),
      product("lda_ignored", "rows of A are taken to lie K elements apart; they lie lda apart", "row times lda",
              [](const Values& in, const Tensor& a, const Tensor& b) {
                return reference::matmul(misread(a, in["a_gap"].integer()), b);
              }),
      product("ldb_ignored", "rows of B are taken to lie N elements apart; they lie ldb apart", "k times ldb",
              [](const Values& in, const Tensor& a, const Tensor& b) {
                return reference::matmul(a, misread(b, in["b_gap"].integer()));
              })};
}

}  // namespace

std::vector<Diagnosis> arithmetic_diagnoses() {
  std::vector<Diagnosis> all = of_warps_and_blocks();
  for (const auto& some : {of_sums(), of_products()}) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace llmsys::lab02
