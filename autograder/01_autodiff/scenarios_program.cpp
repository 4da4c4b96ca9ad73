// Lab 01: programs of recorded operations, for the rules of task 1.5 and for all files together.
#include <map>

#include "autograder/01_autodiff/op_program.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/base/error.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/01_autodiff/ops.h"

namespace llmsys::lab01 {
namespace {

using Apply = Tensor (*)(const std::vector<Tensor>& x, const OpStep& step);

const std::map<std::string, Apply>& operations() {
  using Inputs = std::vector<Tensor>;
  static const std::map<std::string, Apply> table = {
      {"add", [](const Inputs& x, const OpStep&) { return add(x[0], x[1]); }},
      {"sub", [](const Inputs& x, const OpStep&) { return sub(x[0], x[1]); }},
      {"mul", [](const Inputs& x, const OpStep&) { return mul(x[0], x[1]); }},
      {"div", [](const Inputs& x, const OpStep&) { return div(x[0], x[1]); }},
      {"add_scalar", [](const Inputs& x, const OpStep& s) { return add(x[0], s.numbers[0]); }},
      {"sub_scalar", [](const Inputs& x, const OpStep& s) { return sub(x[0], s.numbers[0]); }},
      {"mul_scalar", [](const Inputs& x, const OpStep& s) { return mul(x[0], s.numbers[0]); }},
      {"div_scalar", [](const Inputs& x, const OpStep& s) { return div(x[0], s.numbers[0]); }},
      {"neg", [](const Inputs& x, const OpStep&) { return neg(x[0]); }},
      {"exp", [](const Inputs& x, const OpStep&) { return exp(x[0]); }},
      {"log", [](const Inputs& x, const OpStep&) { return log(x[0]); }},
      {"sqrt", [](const Inputs& x, const OpStep&) { return sqrt(x[0]); }},
      {"tanh", [](const Inputs& x, const OpStep&) { return tanh(x[0]); }},
      {"relu", [](const Inputs& x, const OpStep&) { return relu(x[0]); }},
      {"matmul", [](const Inputs& x, const OpStep&) { return matmul(x[0], x[1]); }},
      {"sum", [](const Inputs& x, const OpStep& s) { return sum(x[0], s.numbers[0], s.numbers[1] != 0); }},
      {"mean", [](const Inputs& x, const OpStep& s) { return mean(x[0], s.numbers[0], s.numbers[1] != 0); }},
      {"max", [](const Inputs& x, const OpStep& s) { return max(x[0], s.numbers[0], s.numbers[1] != 0); }},
      {"mean_all", [](const Inputs& x, const OpStep&) { return mean(x[0]); }},
      {"log_softmax", [](const Inputs& x, const OpStep&) { return log_softmax(x[0]); }},
      {"gather", [](const Inputs& x, const OpStep& s) { return gather(x[0], -1, index_of(s, x[0])); }},
      {"embedding", [](const Inputs& x, const OpStep& s) { return embedding(x[0], index_of(s)); }},
      {"reshape", [](const Inputs& x, const OpStep& s) { return reshape(x[0], s.numbers); }},
      {"transpose", [](const Inputs& x, const OpStep& s) { return transpose(x[0], s.numbers[0], s.numbers[1]); }},
      {"slice", [](const Inputs& x,
                   const OpStep& s) { return slice(x[0], s.numbers[0], s.numbers[1], s.numbers[2], s.numbers[3]); }},
      {"cat", [](const Inputs& x, const OpStep& s) { return cat(x, s.numbers[0]); }}};
  return table;
}

// The loss, and its gradient with respect to each leaf.
Values op_program(const Values& in) {
  const OpProgram program = to_op_program(in);
  std::vector<Tensor> leaves;
  for (const Tensor& leaf : program.leaves) leaves.push_back(set_requires_grad(raw::clone(leaf)));
  const std::vector<Tensor> values = run_program(
      program, [&](size_t i) { return leaves[i]; },
      [](const OpStep& step, const std::vector<Tensor>& x) { return operations().at(step.op)(x, step); });
  llmsys::backward(values.back());
  List gradients;
  for (const Tensor& leaf : leaves) {
    const Tensor gradient = grad(leaf);
    gradients.emplace_back(gradient.defined() ? raw::contiguous(gradient) : zeros_like(leaf));
  }
  return {{"loss", values.back().item<double>()}, {"gradients", gradients}};
}

}  // namespace

void add_program_scenarios(ScenarioTable& table) { table.add("op_program", op_program); }

}  // namespace llmsys::lab01
