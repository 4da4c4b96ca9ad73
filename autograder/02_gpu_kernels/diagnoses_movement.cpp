// Lab 02, tasks 2.1 and 2.2: what copies and transposes give that are wrong in one way. NaN is what was never written.
#include <algorithm>
#include <limits>

#include "autograder/02_gpu_kernels/diagnoses.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "framework/base/error.h"

namespace llmsys::lab02 {
namespace {

constexpr double kNever = std::numeric_limits<double>::quiet_NaN();

// A copy of which elements `from` to `to` arrived.
Values copied(const Values& in, int64_t from, int64_t to) {
  const Tensor& x = in["x"].tensor();
  std::vector<double> y = reference::elements(x);
  for (int64_t i = 0; i < x.numel(); ++i)
    if (i < from || i >= to) y[static_cast<size_t>(i)] = kNever;
  return {{"y", reference::rounded(y, x.shape(), x.dtype())}, {"beside", true}};
}

struct Vectors {
  int64_t head;  // elements before the first multiple of 16 bytes
  int64_t tail;  // where those behind the last vector begin
};

// How a vectorised copy that is aligned splits its elements.
Vectors vectors_of(const Values& in) {
  const Tensor& x = in["x"].tensor();
  const int64_t each = 16 / item_size(x.dtype());
  const int64_t offset = in["x_offset"].integer() % each;
  LLMSYS_CHECK(ValueError, in["kernel"].bytes() == "vectorized" && in["y_offset"].integer() % each == offset,
               "no vectors here");
  const int64_t head = std::min((each - offset) % each, x.numel());
  return {head, head + (x.numel() - head) / each * each};
}

// What a copy without a loop does: as many elements as the largest grid of the solution has threads.
Values copied_once(const Values& in) {
  LLMSYS_CHECK(ValueError, in["kernel"].bytes() == "coalesced", "explains coalesced copies");
  return copied(in, 0, 1024 * 256);
}

std::vector<Diagnosis> of_copies() {
  return {{"2.1", "copy", "tail_lost", "the elements behind the last vector of 16 bytes were not copied",
           "the tail is what people forget", [](const Values& in) { return copied(in, 0, vectors_of(in).tail); }},
          {"2.1", "copy", "head_lost", "the elements before the first multiple of 16 bytes were not copied",
           "vectors begin at multiples of 16",
           [](const Values& in) { return copied(in, vectors_of(in).head, in["x"].tensor().numel()); }},
          {"2.1", "copy", "one_step", "each thread copied one element: with more elements than threads it must go on",
           "The loop is not optional", copied_once}};
}

using Pick = std::function<double(const std::vector<double>& x, int64_t i, int64_t j, int64_t R, int64_t C)>;

// A wrong transpose: element (i,j) of y (C,R) is pick(elements of x, i, j, R, C).
Diagnosis transposed(const std::string& name, const std::string& cause, const std::string& handout, const Pick& pick) {
  const auto wrong = [pick](const Values& in) -> Values {
    const Tensor& x = in["x"].tensor();
    const std::vector<double> from = reference::elements(x);
    const int64_t R = x.size(0), C = x.size(1);
    return {{"y", reference::matrix(C, R, x.dtype(), [&](int64_t i, int64_t j) { return pick(from, i, j, R, C); })}};
  };
  return {"2.2", "transpose", name, cause, handout, wrong};
}

std::vector<Diagnosis> of_transposes() {
  constexpr int64_t kTile = 32;
  return {transposed("not_transposed", "these are the elements of x in the order they had: rows stayed rows",
                     "y has R columns",
                     [](const std::vector<double>& x, int64_t i, int64_t j, int64_t R, int64_t) {
                       return x[static_cast<size_t>(i * R + j)];
                     }),
          transposed("edge_tiles_lost", "tiles that stick out of the matrix were skipped as a whole, or not launched",
                     "a tile at the edge still has elements",
                     [](const std::vector<double>& x, int64_t i, int64_t j, int64_t R, int64_t C) {
                       const bool whole = i < C / kTile * kTile && j < R / kTile * kTile;
                       return whole ? x[static_cast<size_t>(j * C + i)] : kNever;
                     }),
          transposed("tile_not_turned", "tiles are where they belong, but inside of each, rows are still rows",
                     "rows of the tile become columns when it is read",
                     [](const std::vector<double>& x, int64_t i, int64_t j, int64_t R, int64_t C) {
                       LLMSYS_CHECK(ValueError, R % kTile == 0 && C % kTile == 0, "explains whole tiles");
                       const int64_t row = j / kTile * kTile + i % kTile, column = i / kTile * kTile + j % kTile;
                       return x[static_cast<size_t>(row * C + column)];
                     })};
}

}  // namespace

std::vector<Diagnosis> movement_diagnoses() {
  std::vector<Diagnosis> all = of_copies();
  for (const Diagnosis& diagnosis : of_transposes()) all.push_back(diagnosis);
  return all;
}

}  // namespace llmsys::lab02
