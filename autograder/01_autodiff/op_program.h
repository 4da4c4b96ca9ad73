/// @file
/// Small programs of any operations, each result used by some later ones, for both sides: the worker runs them with
/// recorded operations and the student's rules, the judge with raw ones, to measure slopes.
#pragma once
#include <string>
#include <vector>

#include "autograder/protocol/values.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab01 {

/// One operation of ops.h. Its result is the next value.
struct OpStep {
  std::string op;                ///< "matmul"; "leaf" is the next leaf
  std::vector<int64_t> inputs;   ///< which earlier values
  std::vector<int64_t> numbers;  ///< what else it takes: dimensions, sizes, indices
};

/// Values are numbered in the order of the steps; the last one is the loss.
struct OpProgram {
  std::vector<Tensor> leaves;  ///< f64
  std::vector<OpStep> steps;   ///< in order
};

/// For the wire.
inline Values to_values(const OpProgram& program) {
  List leaves, steps;
  for (const Tensor& leaf : program.leaves) leaves.emplace_back(leaf);
  for (const auto& [op, inputs, numbers] : program.steps)
    steps.emplace_back(Values{{"op", op}, {"inputs", inputs}, {"numbers", numbers}});
  return {{"leaves", leaves}, {"steps", steps}};
}

/// From the wire.
inline OpProgram to_op_program(const Values& in) {
  OpProgram program;
  for (const Value& leaf : in["leaves"].list()) program.leaves.push_back(leaf.tensor());
  for (const Value& value : in["steps"].list()) {
    const Values& step = value.map();
    program.steps.push_back({step["op"].bytes(), step["inputs"].integers(), step["numbers"].integers()});
  }
  return program;
}

/// The numbers of a step as an index (n).
inline Tensor index_of(const OpStep& step) { return from_vector(step.numbers); }

/// The numbers of a step as an index for gather(x, -1, index): as many for each row of x.
inline Tensor index_of(const OpStep& step, const Tensor& x) {
  std::vector<int64_t> shape(x.shape().begin(), x.shape().end());
  shape.back() = static_cast<int64_t>(step.numbers.size()) / (x.numel() / x.size(-1));
  return from_vector(step.numbers, Shape(shape));
}

/// All values of a program, given the operations: apply(step, inputs) computes one step; leaf(i) gives a leaf.
template <class Apply, class Leaf>
std::vector<Tensor> run_program(const OpProgram& program, const Leaf& leaf, const Apply& apply) {
  std::vector<Tensor> values;
  size_t next_leaf = 0;
  for (const OpStep& step : program.steps) {
    std::vector<Tensor> inputs;
    for (const int64_t input : step.inputs) inputs.push_back(values[static_cast<size_t>(input)]);
    values.push_back(step.op == "leaf" ? leaf(next_leaf++) : apply(step, inputs));
  }
  return values;
}

}  // namespace llmsys::lab01
