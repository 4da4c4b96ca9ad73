// Lab 01, tasks 1.0 to 1.3: what the judge can ask.
#include "autograder/01_autodiff/check_functions.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/elementwise_rules.h"
#include "labs/01_autodiff/gradient_check.h"
#include "labs/01_autodiff/predictions.h"
#include "labs/01_autodiff/unbroadcast.h"

namespace llmsys::lab01 {
namespace {

void add_predictions(ScenarioTable& table) {
  table.add("predict_backward_flops", [](const Values& in) -> Values {
    return {
        {"flops", predict_backward_flops(in["B"].integer(), in["M"].integer(), in["K"].integer(), in["N"].integer())}};
  });
  table.add("predict_saved_bytes", [](const Values& in) -> Values {
    return {{"bytes", predict_saved_bytes(in["M"].integer(), in["K"].integer(), in["N"].integer())}};
  });
  table.add("predict_adamw_bytes", [](const Values& in) -> Values {
    return {{"bytes", predict_adamw_bytes(in["n"].integer())}};
  });
}

using BinaryRule = Tensor (*)(const Tensor& dy, const Tensor& operand);

// Every second column: on the wire a view becomes contiguous, so it is made here.
Tensor strided(const Values& in, const char* name) {
  const Tensor& x = in[name].tensor();
  return in.find("strided") == nullptr ? x : raw::slice(x, -1, 0, kEnd, 2);
}

// A rule of dy and of one more tensor, which is called `operand` in the header. What it got comes back: a rule changes
// nothing.
void add_rule(ScenarioTable& table, const char* name, const char* operand, BinaryRule rule) {
  table.add(name, [rule, operand](const Values& in) -> Values {
    const Tensor dx = rule(strided(in, "dy"), strided(in, operand));
    return {{"dx", raw::contiguous(dx)}, {"dy", in["dy"]}, {operand, in[operand]}};
  });
}

void add_rules(ScenarioTable& table) {
  add_rule(table, "mul_vjp", "other", mul_vjp);
  add_rule(table, "div_vjp_a", "b", div_vjp_a);
  add_rule(table, "exp_vjp", "y", exp_vjp);
  add_rule(table, "log_vjp", "x", log_vjp);
  add_rule(table, "sqrt_vjp", "y", sqrt_vjp);
  add_rule(table, "tanh_vjp", "y", tanh_vjp);
  add_rule(table, "relu_vjp", "y", relu_vjp);
  table.add("div_vjp_b", [](const Values& in) -> Values {
    const Tensor db = div_vjp_b(strided(in, "dy"), strided(in, "y"), strided(in, "b"));
    return {{"dx", raw::contiguous(db)}, {"dy", in["dy"]}, {"y", in["y"]}, {"b", in["b"]}};
  });
}

// The gradient, how often it called the function, and whether x looked different during a call or afterwards.
Values checked_gradient(const Values& in) {
  const std::string& function = in["function"].bytes();
  const Tensor x = strided(in, "x");
  const auto elements = [&x] { return to_vector<double>(raw::to(x, DType::f64)); };
  const std::vector<double> before = elements();
  int64_t calls = 0;
  bool changed = false;
  const auto f = [&](const Tensor& moved) {
    LLMSYS_CHECK(ShapeError, moved.shape() == x.shape(), "f was called with a tensor of shape ", moved.shape(),
                 ", and x has shape ", x.shape());
    ++calls;
    changed = changed || elements() != before;
    return value_of(function, to_vector<double>(moved));
  };
  const Tensor gradient = numeric_gradient(f, x);
  changed = changed || elements() != before;
  return {{"gradient", raw::contiguous(gradient)}, {"calls", calls}, {"x_changed", changed}};
}

Values unbroadcast_to(const Values& in) {
  const Tensor dy = strided(in, "dy");
  const Tensor dx = unbroadcast(dy, Shape(in["shape"].integers()));
  return {{"dx", raw::contiguous(dx)}};
}

// Whether the result is dy itself, or at least the same memory.
Values unbroadcast_copies(const Values& in) {
  const Tensor& dy = in["dy"].tensor();
  return {{"copied", !unbroadcast(dy, dy.shape()).shares_storage_with(dy)}};
}

}  // namespace

void add_engine_scenarios(ScenarioTable& table) {
  add_predictions(table);
  add_rules(table);
  table.add("numeric_gradient", checked_gradient);
  table.add("gradient_error", [](const Values& in) -> Values {
    return {{"error", gradient_error(in["a"].tensor(), in["b"].tensor())}};
  });
  table.add("unbroadcast", unbroadcast_to);
  table.add("unbroadcast_copies", unbroadcast_copies);
  add_graph_scenarios(table);
  add_counter_scenarios(table);
}

}  // namespace llmsys::lab01
