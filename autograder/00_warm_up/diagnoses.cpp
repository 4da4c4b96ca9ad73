// Lab 00: mistakes that can be told by their numbers. Each is the reference, done wrong in one way.
#include "autograder/00_warm_up/diagnoses.h"

#include <algorithm>
#include <cmath>

#include "autograder/00_warm_up/reference/reference.h"
#include "framework/base/error.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/raw.h"

namespace llmsys {
namespace {

using namespace lab00;

std::span<const int64_t> tokens_of(const Values& in) {
  const Tensor& tokens = in["tokens"].tensor();
  return {tokens.data<int64_t>(), static_cast<size_t>(tokens.numel())};
}

std::vector<int64_t> reversed(std::vector<int64_t> values) {
  std::reverse(values.begin(), values.end());
  return values;
}

Diagnosis last_size_lost() {
  return {"0.1",
          "shape_text",
          "last_size_lost",
          "the loop stops one size early: `i + 1 < shape.size()` is false for the last index",
          "the loop visits every index",
          [](const Values& in) -> Values {
            std::vector<int64_t> shape = in["shape"].integers();
            if (!shape.empty()) shape.pop_back();
            return {{"text", reference::shape_text(shape)}};
          }};
}

Diagnosis trailing_comma() {
  return {"0.1",
          "shape_text",
          "trailing_comma",
          "a comma follows every size; commas belong between sizes only",
          "commas between sizes",
          [](const Values& in) -> Values {
            std::string text = reference::shape_text(in["shape"].integers());
            if (text.size() > 2) text.insert(text.size() - 1, ",");
            return {{"text", text}};
          }};
}

Diagnosis column_major() {
  return {"0.2",
          "contiguous_strides",
          "column_major",
          "these strides grow from left to right, as in Fortran; in row-major order the last dimension has stride 1",
          "the last dimension has stride 1",
          [](const Values& in) -> Values {
            return {{"strides", reversed(reference::contiguous_strides(reversed(in["shape"].integers())))}};
          }};
}

Diagnosis own_size_included() {
  return {"0.2",
          "contiguous_strides",
          "own_size_included",
          "each stride is multiplied by the size of its own dimension: store the stride before you multiply",
          "store the stride before multiplying",
          [](const Values& in) -> Values {
            const std::vector<int64_t> shape = in["shape"].integers();
            std::vector<int64_t> strides = reference::contiguous_strides(shape);
            for (size_t d = 0; d < shape.size(); ++d) strides[d] *= shape[d];
            return {{"strides", strides}};
          }};
}

Diagnosis sizes_only() {
  return {"0.2",
          "transpose",
          "sizes_only",
          "the sizes are exchanged but not the strides: that is a reshape, which reads the elements in the same order",
          "exchange the strides too",
          [](const Values& in) -> Values {
            std::vector<int64_t> shape = in["shape"].integers();
            std::swap(shape[static_cast<size_t>(in["dim0"].integer())],
                      shape[static_cast<size_t>(in["dim1"].integer())]);
            return {{"view", Values{{"shape", shape}, {"strides", in["strides"]}, {"offset", in["offset"]}}}};
          }};
}

// What the offset of a slice moves by, for each index that it skips.
enum class OffsetStep { one, old_stride, new_stride };

// A slice with one of its three members wrong.
Values slice_with(const Values& in, bool step_in_stride, OffsetStep offset_step, bool round_up) {
  const auto d = static_cast<size_t>(in["dim"].integer());
  std::vector<int64_t> shape = in["shape"].integers(), strides = in["strides"].integers();
  const int64_t start = in["start"].integer(), stop = in["stop"].integer(), step = in["step"].integer();
  const int64_t old_stride = strides[d], new_stride = old_stride * step;
  shape[d] = (stop - start + (round_up ? step - 1 : 0)) / step;
  if (step_in_stride) strides[d] = new_stride;
  const int64_t moved = offset_step == OffsetStep::one          ? 1
                        : offset_step == OffsetStep::old_stride ? old_stride
                                                                : new_stride;
  const int64_t offset = in["offset"].integer() + start * moved;
  return {{"view", Values{{"shape", shape}, {"strides", strides}, {"offset", offset}}}};
}

Diagnosis step_forgotten() {
  return {"0.2",
          "slice",
          "step_forgotten",
          "the stride is that of the whole view: with a step it grows step times",
          "the stride is multiplied by the step",
          [](const Values& in) -> Values { return slice_with(in, false, OffsetStep::old_stride, true); }};
}

Diagnosis offset_without_stride() {
  return {"0.2",
          "slice",
          "offset_without_stride",
          "the offset moved by `start`, but start counts indices: it moves by start times the stride of the dimension",
          "start times the stride of that dimension",
          [](const Values& in) -> Values { return slice_with(in, true, OffsetStep::one, true); }};
}

Diagnosis offset_with_new_stride() {
  return {"0.2",
          "slice",
          "offset_with_new_stride",
          "the offset moved by start times the new stride; start counts indices of the old view, so use its stride",
          "the stride before the step is in it",
          [](const Values& in) -> Values { return slice_with(in, true, OffsetStep::new_stride, true); }};
}

Diagnosis size_rounded_down() {
  return {"0.2",
          "slice",
          "size_rounded_down",
          "the size is rounded down: 5 elements with step 2 are 3 (indices 0, 2, 4)",
          "rounds up",
          [](const Values& in) -> Values { return slice_with(in, true, OffsetStep::old_stride, false); }};
}

// A wrong rule explains answers only where there is one: it refuses pairs that do not fit.
std::vector<int64_t> fitting(const reference::Broadcast& result) {
  LLMSYS_CHECK(ShapeError, result.fits, "the shapes do not broadcast");
  return result.shape;
}

Diagnosis aligned_left() {
  return {"0.3",
          "broadcast_shapes",
          "aligned_left",
          "the shapes are compared from the left; broadcasting aligns them at the right",
          "aligned at the right",
          [](const Values& in) -> Values {
            return {{"shape", reversed(fitting(reference::broadcast_shapes(reversed(in["a"].integers()),
                                                                           reversed(in["b"].integers()))))}};
          }};
}

Diagnosis larger_size() {
  return {"0.3",
          "broadcast_shapes",
          "larger_size",
          "the larger of two sizes is taken; 1 against 0 must give 0: take the size that is not 1",
          "the size that is not 1",
          [](const Values& in) -> Values {
            std::vector<int64_t> a = in["a"].integers(), b = in["b"].integers();
            fitting(reference::broadcast_shapes(a, b));
            if (a.size() < b.size()) std::swap(a, b);
            for (size_t back = 1; back <= b.size(); ++back)
              a[a.size() - back] = std::max(a[a.size() - back], b[b.size() - back]);
            return {{"shape", a}};
          }};
}

Diagnosis transposed_counts() {
  return {"0.4",
          "bigram_counts",
          "transposed_counts",
          "rows and columns are exchanged: the row is the previous token, the column the one that follows",
          "row is the previous",
          [](const Values& in) -> Values {
            const Tensor counts = reference::bigram_counts(tokens_of(in), in["V"].integer());
            return {{"counts", raw::contiguous(raw::transpose(counts, 0, 1))}};
          }};
}

// Probabilities with another denominator.
Values probabilities_with(const Values& in, bool by_column, bool smoothed_sum) {
  const Tensor& counts = in["counts"].tensor();
  const double alpha = in["alpha"].number();
  const int64_t V = counts.size(0);
  Tensor out = empty({V, V}, DType::f64);
  for (int64_t i = 0; i < V; ++i)
    for (int64_t j = 0; j < V; ++j) {
      double sum = smoothed_sum ? alpha * static_cast<double>(V) : 0;
      for (int64_t k = 0; k < V; ++k)
        sum += static_cast<double>(by_column ? counts.at<int64_t>(k, j) : counts.at<int64_t>(i, k));
      out.at<double>(i, j) = (static_cast<double>(counts.at<int64_t>(i, j)) + alpha) / sum;
    }
  return {{"probabilities", out}};
}

Diagnosis columns_normalised() {
  return {"0.4",
          "bigram_probabilities",
          "columns_normalised",
          "each column sums to 1; p(next | previous) makes each row sum to 1",
          "each row sums to 1",
          [](const Values& in) -> Values { return probabilities_with(in, true, true); }};
}

Diagnosis unsmoothed_sum() {
  return {"0.4",
          "bigram_probabilities",
          "unsmoothed_sum",
          "alpha was added to the counts but not to their sum: a row has V counts, so its sum grows by alpha * V",
          "grows by alpha",
          [](const Values& in) -> Values { return probabilities_with(in, false, false); }};
}

// The loss, spoiled at the end.
Diagnosis spoiled_loss(const std::string& name, const std::string& cause, const std::string& handout,
                       double (*spoil)(double loss, double predictions)) {
  return {"0.4", "mean_nll", name, cause, handout, [spoil](const Values& in) -> Values {
            const std::span<const int64_t> tokens = tokens_of(in);
            const double loss = reference::mean_nll(in["probabilities"].tensor(), tokens);
            return {{"loss", spoil(loss, static_cast<double>(tokens.size() - 1))}};
          }};
}

Diagnosis integer_share() {
  return {"0.6",
          "predict_line_loads",
          "integer_share",
          "1 / line_floats divides integers, which gives 0: write 1.0 / line_floats",
          "integers divide to integers",
          [](const Values& in) -> Values {
            const bool column_of_b = in["order"].integer() == 0, columns = in["order"].integer() == 2;
            return {{"a", columns ? 1.0 : 0.0}, {"b", column_of_b ? 1.0 : 0.0}, {"c", columns ? 1.0 : 0.0}};
          }};
}

}  // namespace

std::vector<Diagnosis> lab_diagnoses() {
  std::vector<Diagnosis> all = {
      last_size_lost(),
      trailing_comma(),
      column_major(),
      own_size_included(),
      sizes_only(),
      step_forgotten(),
      offset_without_stride(),
      offset_with_new_stride(),
      size_rounded_down(),
      aligned_left(),
      larger_size(),
      transposed_counts(),
      columns_normalised(),
      unsmoothed_sum(),
      integer_share(),
      spoiled_loss("sign", "the loss has the wrong sign: it is the mean of -log p, and log p is never positive",
                   "mean of minus log p", [](double loss, double) { return -loss; }),
      spoiled_loss("bits", "the loss is in bits: use std::log, the natural logarithm, not std::log2", "nats, not bits",
                   [](double loss, double) { return loss / std::log(2.0); }),
      spoiled_loss("perplexity", "this is the perplexity, the exponential of the loss: leave std::exp out",
                   "the perplexity is its exponential", [](double loss, double) { return std::exp(loss); }),
      spoiled_loss("summed", "the losses are summed: divide by the number of predictions",
                   "divide by the number of predictions", [](double loss, double n) { return loss * n; }),
      spoiled_loss("one_too_many",
                   "divided by the number of tokens; the first is never predicted, so divide by one less",
                   "one prediction fewer than tokens", [](double loss, double n) { return loss * n / (n + 1); })};
  for (const Diagnosis& diagnosis : saxpy_diagnoses()) all.push_back(diagnosis);
  return all;
}

}  // namespace llmsys
