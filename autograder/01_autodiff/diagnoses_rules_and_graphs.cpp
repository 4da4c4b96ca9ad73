// Lab 01, tasks 1.1 and 1.4: mistakes that can be told by their numbers.
#include <cmath>

#include "autograder/01_autodiff/diagnoses.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "autograder/01_autodiff/reference/graph_mistakes.h"
#include "framework/base/error.h"

namespace llmsys::lab01 {
namespace {

using reference::ElementRule;

// A rule of task 1.1 with another formula; what it got comes back as it was.
Diagnosis rule(const std::string& scenario, const std::string& operand, const std::string& name,
               const std::string& cause, const std::string& handout, const ElementRule& wrong) {
  return {"1.1", scenario, name, cause, handout, [wrong, operand](const Values& in) -> Values {
            LLMSYS_CHECK(ValueError, in.find("strided") == nullptr, "views are not explained");
            const Value* b = in.find("b");
            const Tensor second = operand == "y" && b != nullptr ? b->tensor() : Tensor();
            Values out = {{"dx", reference::apply_rule(wrong, in["dy"].tensor(), in[operand].tensor(), second)},
                          {"dy", in["dy"]},
                          {operand, in[operand]}};
            if (second.defined()) out.set("b", second);
            return out;
          }};
}

Diagnosis order(const std::string& name, const std::string& cause, const std::string& handout,
                reference::Search search) {
  return {"1.4", "topological_order", name, cause, handout, [search](const Values& in) -> Values {
            return {{"order", from_vector(reference::mistaken_order(in, search))}};
          }};
}

Diagnosis walk(const std::string& name, const std::string& cause, const std::string& handout,
               reference::WalkMistake mistake) {
  return {"1.4", "backward", name, cause, handout, [mistake](const Values& in) -> Values {
            LLMSYS_CHECK(ValueError, in["passes"].integer() == 1 && in["counted"].boolean(), "one counted pass only");
            const GraphProgram program = to_program(in);
            return reference::to_answer(program, reference::mistaken_walk(program, mistake));
          }};
}

}  // namespace

std::vector<Diagnosis> rule_diagnoses() {
  return {rule("exp_vjp", "y", "exp_without_dy", "this is the slope, y; the rule multiplies it by dy", "dx = dy y",
               [](double, double y, double) { return y; }),
          rule("tanh_vjp", "y", "tanh_without_dy", "this is the slope, 1 - y^2; the rule multiplies it by dy",
               "the slope times dy", [](double, double y, double) { return 1 - y * y; }),
          rule("tanh_vjp", "y", "tanh_linear", "this is dy (1 - y): y is to be squared", "1 - y^2, not 1 - y",
               [](double dy, double y, double) { return dy * (1 - y); }),
          rule("tanh_vjp", "y", "tanh_twice", "tanh is taken once more; y is the result of tanh already",
               "y is the result already",
               [](double dy, double y, double) { return dy * (1 - std::tanh(y) * std::tanh(y)); }),
          rule("div_vjp_b", "y", "div_b_sign", "the sign is wrong: a larger divisor makes a/b smaller",
               "a larger divisor", [](double dy, double y, double b) { return dy * y / b; }),
          rule("sqrt_vjp", "y", "sqrt_doubled", "this is dy / y, twice too much: the slope of sqrt is 1 / (2 sqrt x)",
               "dy / (2 y)", [](double dy, double y, double) { return dy / y; }),
          rule("relu_vjp", "y", "relu_at_zero",
               "the gradient passes where y is 0, and y is never below: ask for y > 0, not y >= 0", "y > 0, not y >= 0",
               [](double dy, double, double) { return dy; }),
          rule("relu_vjp", "y", "relu_times_mask",
               "dy is multiplied by 0 where y is 0, and infinity times 0 is NaN: choose with raw::where instead",
               "infinity times 0", [](double dy, double y, double) { return dy * (y > 0 ? 1.0 : 0.0); })};
}

std::vector<Diagnosis> graph_diagnoses() {
  using reference::Search;
  using reference::WalkMistake;
  return {
      order("users_first", "the order is backwards: users come before their inputs", "A list that is backwards",
            Search::users_first),
      order("preorder",
            "a node is written down when the search enters it; its inputs are not there yet. Write it down on leaving",
            "when the search leaves it", Search::on_entry),
      order("seen_forgotten", "a node is searched again each time it is met: remember those that were seen",
            "remember which nodes were seen", Search::without_memory),
      walk("inputs_first",
           "backward goes through the order from its front, where the inputs are: nothing has reached them yet. Go "
           "from its end",
           "walks it from its end", WalkMistake::inputs_first),
      walk("static_state",
           "a rule called backward itself, and the outer pass lost what it had collected: no static variables",
           "A static or global map", WalkMistake::static_state),
      walk("overwrites", "a second gradient replaces the first one; what several users send is added up",
           "added up, not replaced", WalkMistake::overwrites),
      walk("in_place",
           "gradients are added in place, into a tensor that others hold too (the rule of + sends the same one to both "
           "operands): make a new sum with raw::add",
           "others may hold this gradient too", WalkMistake::in_place),
      walk("every_path",
           "each gradient is passed on as it comes, so apply() runs once for each path: wait until all users of a node "
           "are done",
           "once for each path", WalkMistake::every_path),
      walk("output_ignored",
           "gradients of different outputs of one node are mixed: edge.output says which of them is meant",
           "edge.output says which", WalkMistake::output_ignored)};
}

}  // namespace llmsys::lab01
