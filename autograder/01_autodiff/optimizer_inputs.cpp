// Lab 01, tasks 1.6 and 1.8: from Values to the references and back.
#include "autograder/01_autodiff/optimizer_inputs.h"

namespace llmsys::lab01 {
namespace {

using Numbers = std::vector<double>;

Numbers numbers_of(const Value& x) { return to_vector<double>(raw::to(x.tensor(), DType::f64)); }

std::vector<Numbers> gradients_of(const Values& in) {
  std::vector<Numbers> out;
  for (const Value& gradient : in["gradients"].list()) out.push_back(numbers_of(gradient));
  return out;
}

Tensor like(const Values& in, const Numbers& values) {
  return raw::to(from_vector(values, in["w"].tensor().shape()), DType::f32);
}

void expect_same(const Values& got, const Values& want) {
  for (const auto& [name, value] : want) expect_close(got[name], value.tensor(), kElements, name + " after the steps");
}

}  // namespace

Values sgd_answer(const Values& in, bool nesterov, reference::SgdMistake mistake) {
  const reference::SgdState state = reference::sgd({numbers_of(in["w"]), numbers_of(in["velocity"])}, gradients_of(in),
                                                   {.lr = in["lr"].number(),
                                                    .momentum = in["momentum"].number(),
                                                    .weight_decay = in["weight_decay"].number(),
                                                    .nesterov = nesterov,
                                                    .mistake = mistake});
  return {{"w", like(in, state.w)}, {"velocity", like(in, state.velocity)}};
}

Values adamw_answer(const Values& in, reference::AdamMistake mistake) {
  const reference::AdamState state =
      reference::adamw({numbers_of(in["w"]), numbers_of(in["m"]), numbers_of(in["v"])}, gradients_of(in),
                       {.lr = in["lr"].number(),
                        .beta1 = in["beta1"].number(),
                        .beta2 = in["beta2"].number(),
                        .eps = in["eps"].number(),
                        .weight_decay = in["weight_decay"].number(),
                        .step = in["step"].integer(),
                        .mistake = mistake});
  return {{"w", like(in, state.w)}, {"m", like(in, state.m)}, {"v", like(in, state.v)}};
}

void expect_sgd(const std::string& scenario, const Values& in) {
  expect_same(student(scenario, in), sgd_answer(in, scenario == "nesterov_step"));
}

void expect_adamw(const Values& in) { expect_same(student("adamw_step", in), adamw_answer(in)); }

}  // namespace llmsys::lab01
