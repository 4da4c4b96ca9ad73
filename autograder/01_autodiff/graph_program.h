/// @file
/// A small graph of operations as it crosses from judge to worker: leaves, steps on earlier values, roots.
#pragma once
#include <vector>

#include "autograder/protocol/values.h"
#include "framework/base/error.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab01 {

/// What a step computes of values a and b, element by element. The number crosses the wire.
enum class GraphOp : int64_t {
  add = 0,
  sub = 1,
  mul = 2,
  tanh = 3,
  exp = 4,
  neg = 5,
  half = 6,       ///< a / 2
  sin_cos = 7,    ///< one operation with two results
  first = 8,      ///< a; no gradient flows to b
  watched = 9,    ///< a; counts each call of its rule, even one that no gradient reached
  recompute = 10  ///< tanh(a a); its rule computes that again, recorded, and calls backward
};

/// Results that a step has.
inline int64_t result_count(GraphOp op) { return op == GraphOp::sin_cos ? 2 : 1; }

/// Operands that a step has.
inline int64_t operand_count(GraphOp op) {
  return op == GraphOp::add || op == GraphOp::sub || op == GraphOp::mul || op == GraphOp::first ? 2 : 1;
}

/// One operation on earlier values.
struct GraphStep {
  GraphOp op;      ///< what
  int64_t a;       ///< number of a value
  int64_t b = -1;  ///< likewise, where the operation has two operands
};

/// Values are numbered: leaves first, then the results of each step.
struct GraphProgram {
  std::vector<Tensor> leaves;     ///< f64, of one shape
  std::vector<GraphStep> steps;   ///< in an order in which they can be computed
  std::vector<int64_t> roots;     ///< values to start from
  std::vector<Tensor> gradients;  ///< one for each root
  int64_t value_count = 0;        ///< leaves and results

  /// Adds a leaf and returns its number. Leaves come before steps.
  int64_t leaf(const Tensor& x) {
    leaves.push_back(x);
    return value_count++;
  }
  /// Adds a step and returns the number of its (first) result.
  int64_t step(GraphOp op, int64_t a, int64_t b = -1) {
    steps.push_back({op, a, b});
    const int64_t result = value_count;
    value_count += result_count(op);
    return result;
  }
  /// Adds a root with its gradient.
  void root(int64_t value, const Tensor& gradient) {
    roots.push_back(value);
    gradients.push_back(gradient);
  }
};

/// For the wire.
inline Values to_values(const GraphProgram& program) {
  const auto count = static_cast<int64_t>(program.steps.size());
  Tensor steps = empty({count, 3}, DType::i64);
  for (int64_t i = 0; i < count; ++i) {
    const GraphStep& step = program.steps[static_cast<size_t>(i)];
    int64_t* row = steps.data<int64_t>() + 3 * i;
    row[0] = static_cast<int64_t>(step.op);
    row[1] = step.a;
    row[2] = step.b;
  }
  return {{"leaves", List(program.leaves.begin(), program.leaves.end())},
          {"steps", steps},
          {"roots", program.roots},
          {"gradients", List(program.gradients.begin(), program.gradients.end())}};
}

/// From the wire.
inline GraphProgram to_program(const Values& in) {
  GraphProgram program;
  for (const Value& leaf : in["leaves"].list()) program.leaf(leaf.tensor());
  const Tensor& steps = in["steps"].tensor();
  for (int64_t i = 0; i < steps.size(0); ++i) {
    const int64_t* row = steps.data<int64_t>() + 3 * i;
    program.step(static_cast<GraphOp>(row[0]), row[1], row[2]);
  }
  program.roots = in["roots"].integers();
  for (const Value& gradient : in["gradients"].list()) program.gradients.push_back(gradient.tensor());
  return program;
}

}  // namespace llmsys::lab01
