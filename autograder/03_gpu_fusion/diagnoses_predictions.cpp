// Lab 03, task 3.0: predictions that are wrong in one way.
#include <functional>

#include "autograder/03_gpu_fusion/diagnoses.h"
#include "framework/base/error.h"

namespace llmsys::lab03 {
namespace {

int64_t rounded_up(int64_t size, int64_t step) { return (size + step - 1) / step; }

Diagnosis prediction(const std::string& scenario, const std::string& answer, const std::string& name,
                     const std::string& cause, const std::string& handout,
                     const std::function<Value(const Values&)>& wrong) {
  return {"3.0", scenario, name, cause, handout, [=](const Values& in) -> Values {
            return {{answer, wrong(in)}}; }};
}

Value reads_only(const Values& in) {
  LLMSYS_CHECK(ValueError, !in["fused"].boolean(), "explains five kernels");
  return 5 * in["rows"].integer() * in["columns"].integer();
}

}  // namespace

std::vector<Diagnosis> prediction_diagnoses() {
  const auto steps = [](const Values& in) { return rounded_up(in["K"].integer(), 16); };
  return {
      prediction("predict_loads_per_fma", "loads", "one_operand", "that is one operand: a multiply-add has two",
                 "a column of A and a row of B",
                 [](const Values& in) { return 1.0 / static_cast<double>(in["tile"].integer()); }),
      prediction("predict_softmax_floats", "floats", "reads_only", "these are the reads: what is written moves, too",
                 "What is written moves, too", reads_only),
      prediction("predict_mma_instructions", "instructions", "only_needed",
                 "this counts the fragments that C needs: a block computes all 16 of its tile, also those outside of C",
                 "the 16 fragments of its tile",
                 [steps](const Values& in) {
                   return rounded_up(in["M"].integer(), 16) * rounded_up(in["N"].integer(), 16) * steps(in);
                 }),
      prediction(
          "predict_mma_instructions", "instructions", "rounded_down",
          "a tile that sticks out of C has a block, too: round up", "Round up, in all three directions",
          [steps](const Values& in) { return in["M"].integer() / 64 * (in["N"].integer() / 64) * 16 * steps(in); })};
}

}  // namespace llmsys::lab03
