#include "autograder/01_autodiff/reference/graph.h"

#include <cmath>
#include <functional>

#include "framework/tensor/factories.h"

namespace llmsys::lab01::reference {
namespace {

using Function = std::function<double(double, double)>;

// What a step computes of two elements; the second result of sin_cos is not here.
double element(GraphOp op, double a, double b) {
  switch (op) {
    case GraphOp::add: return a + b;
    case GraphOp::sub: return a - b;
    case GraphOp::mul: return a * b;
    case GraphOp::tanh: return std::tanh(a);
    case GraphOp::exp: return std::exp(a);
    case GraphOp::neg: return -a;
    case GraphOp::half: return a / 2;
    case GraphOp::sin_cos: return std::sin(a);
    case GraphOp::first:
    case GraphOp::watched: return a;
    case GraphOp::recompute: return std::tanh(a * a);
  }
  return 0;
}

// Its slope in a (of one-operand steps).
double slope(GraphOp op, double a) {
  switch (op) {
    case GraphOp::tanh: return 1 / (std::cosh(a) * std::cosh(a));
    case GraphOp::exp: return std::exp(a);
    case GraphOp::neg: return -1;
    case GraphOp::half: return 0.5;
    default: return 2 * a / (std::cosh(a * a) * std::cosh(a * a));  // recompute
  }
}

Elements mapped(const Elements& dy, const std::vector<double>& at, const Function& f) {
  if (!dy) return nullptr;
  auto out = std::make_shared<std::vector<double>>();
  for (size_t i = 0; i < dy->size(); ++i) out->push_back(f((*dy)[i], at[i]));
  return out;
}

Elements sum(const Elements& a, const Elements& b) {
  if (!a || !b) return a ? a : b;
  return mapped(a, *b, [](double left, double right) { return left + right; });
}

double product(double dy, double other) { return dy * other; }

}  // namespace

Tape::Tape(const GraphProgram& program) : program_(program) {
  for (const Tensor& leaf : program.leaves) {
    makers_.push_back(nodes_.size());
    nodes_.push_back({.inputs = {}, .outputs = {static_cast<int64_t>(values_.size())}});
    values_.push_back(to_vector<double>(leaf));
  }
  for (const GraphStep& step : program.steps) {
    Node node{.op = step.op, .inputs = {step.a}, .outputs = {}};
    if (operand_count(step.op) == 2) node.inputs.push_back(step.b);
    for (int64_t i = 0; i < result_count(step.op); ++i) {
      makers_.push_back(nodes_.size());
      node.outputs.push_back(static_cast<int64_t>(makers_.size()) - 1);
    }
    compute(node);
    nodes_.push_back(node);
  }
}

void Tape::compute(const Node& node) {
  const std::vector<double> a = values_[static_cast<size_t>(node.inputs.front())];
  const std::vector<double> b = values_[static_cast<size_t>(node.inputs.back())];
  std::vector<double> result, second;
  for (size_t i = 0; i < a.size(); ++i) {
    result.push_back(element(node.op, a[i], b[i]));
    if (node.op == GraphOp::sin_cos) second.push_back(std::cos(a[i]));
  }
  values_.push_back(result);
  if (node.op == GraphOp::sin_cos) values_.push_back(second);
}

std::vector<Elements> Tape::rule(size_t node, const std::vector<Elements>& gradients) const {
  const Node& made_by = nodes_[node];
  if (made_by.inputs.empty()) return {};
  const std::vector<double>& a = values_[static_cast<size_t>(made_by.inputs.front())];
  const std::vector<double>& b = values_[static_cast<size_t>(made_by.inputs.back())];
  const Elements& dy = gradients[0];
  switch (made_by.op) {
    case GraphOp::add: return {dy, dy};
    case GraphOp::sub: return {dy, mapped(dy, a, [](double g, double) { return -g; })};
    case GraphOp::mul: return {mapped(dy, b, product), mapped(dy, a, product)};
    case GraphOp::first: return {dy, nullptr};
    case GraphOp::watched: return {dy};
    case GraphOp::sin_cos:
      return {sum(mapped(dy, a, [](double g, double x) { return g * std::cos(x); }),
                  mapped(gradients[1], a, [](double g, double x) { return -g * std::sin(x); }))};
    default: {
      const GraphOp op = made_by.op;
      return {mapped(dy, a, [op](double g, double x) { return g * slope(op, x); })};
    }
  }
}

std::vector<Elements> Tape::given() const {
  std::vector<Elements> out;
  for (const Tensor& gradient : program_.gradients)
    out.push_back(std::make_shared<std::vector<double>>(to_vector<double>(gradient)));
  return out;
}

Walk backward(const GraphProgram& program, int64_t passes) {
  const Tape tape(program);
  Walk walk{.gradients = {},
            .calls = std::vector<int64_t>(static_cast<size_t>(program.value_count), 0),
            .given = tape.given()};
  std::vector<Elements> sums(static_cast<size_t>(program.value_count));
  const auto add = [&sums](int64_t value, const Elements& gradient) {
    Elements& slot = sums[static_cast<size_t>(value)];
    slot = sum(slot, gradient);
  };
  for (size_t i = 0; i < program.roots.size(); ++i) add(program.roots[i], walk.given[i]);
  for (size_t node = tape.nodes().size(); node-- > 0;) {
    std::vector<Elements> gradients;
    for (const int64_t output : tape.nodes()[node].outputs) {
      gradients.push_back(sums[static_cast<size_t>(output)]);
      walk.calls[static_cast<size_t>(output)] = gradients.back() ? 1 : 0;
    }
    const std::vector<Elements> result = tape.rule(node, gradients);
    for (size_t i = 0; i < result.size(); ++i) add(tape.nodes()[node].inputs[i], result[i]);
  }
  walk.gradients.assign(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(program.leaves.size()));
  for (Elements& gradient : walk.gradients)
    if (gradient)
      gradient = mapped(gradient, *gradient, [passes](double g, double) { return g * static_cast<double>(passes); });
  for (int64_t& calls : walk.calls) calls *= passes;
  return walk;
}

Values to_answer(const GraphProgram& program, const Walk& walk) {
  List gradients, given;
  for (size_t i = 0; i < walk.gradients.size(); ++i)
    if (walk.gradients[i])
      gradients.emplace_back(from_vector(*walk.gradients[i], program.leaves[i].shape()));
    else
      gradients.emplace_back(false);
  for (size_t i = 0; i < walk.given.size(); ++i)
    given.push_back(from_vector(*walk.given[i], program.gradients[i].shape()));
  return {{"gradients", gradients}, {"calls", from_vector(walk.calls)}, {"given", given}};
}

}  // namespace llmsys::lab01::reference
