// Lab 01, task 1.5: mistakes in rules of selections and views.
#include "autograder/01_autodiff/diagnoses_tensor.h"
#include "autograder/01_autodiff/reference/tensor_rules.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

// As slice_vjp, with another start or step.
Diagnosis slice(const std::string& name, const std::string& cause, const std::string& handout, bool start, bool step) {
  return wrong_rule("slice_vjp", name, cause, handout, [start, step](const Values& in) {
    return reference::slice_vjp(in["dy"].tensor(), in["x_shape"].integers(), in["dim"].integer(),
                                start ? in["start"].integer() : 0, step ? in["step"].integer() : 1);
  });
}

using StartOf = std::function<int64_t(int64_t start, int64_t i)>;

// As cat_vjp, with parts that start elsewhere.
Diagnosis cat(const std::string& name, const std::string& cause, const std::string& handout, const StartOf& begin) {
  return {"1.5", "cat_vjp", name, cause, handout, [begin](const Values& in) -> Values {
            List parts;
            int64_t start = 0, i = 0;
            for (const int64_t size : in["sizes"].integers()) {
              parts.emplace_back(raw::contiguous(
                  raw::slice(in["dy"].tensor(), in["dim"].integer(), begin(start, i), begin(start, i) + size)));
              start += size;
              ++i;
            }
            return {{"parts", parts}};
          }};
}

}  // namespace

std::vector<Diagnosis> selection_diagnoses() {
  return {
      wrong_rule("gather_vjp", "gather_overwrites",
                 "an element that was picked twice has only the last gradient: add them (scatter_add, not scatter)",
                 "twice picked, twice added",
                 [](const Values& in) {
                   return reference::gather_vjp(in["dy"].tensor(), in["x_shape"].integers(), in["dim"].integer(),
                                                in["index"].tensor(), false);
                 }),
      wrong_rule("embedding_vjp", "embedding_overwrites",
                 "a row that was looked up twice has only the last gradient: add them (index_add_)",
                 "twice picked, twice added",
                 [](const Values& in) {
                   return reference::embedding_vjp(in["dy"].tensor(), in["table_shape"].integers(),
                                                   in["index"].tensor(), false);
                 }),
      slice("step_ignored", "the step is ignored: dy lies in neighbouring places", "every step-th place", true, false),
      slice("start_ignored", "the start is ignored: dy lies at the beginning", "from start on", false, true),
      wrong_rule("transpose_vjp", "not_transposed_back", "dy came back as it was: exchange the two dimensions again",
                 "exchanged twice", [](const Values& in) { return in["dy"].tensor(); }),
      cat("parts_from_the_start", "each part is taken from the beginning of dy: move on by the sizes before it",
          "the sizes before it", [](int64_t, int64_t) { return int64_t{0}; }),
      cat("parts_overlap", "each part begins one too early: the next one starts at start + size",
          "starts where the last one ended", [](int64_t start, int64_t i) { return start - i; })};
}

}  // namespace llmsys::lab01
