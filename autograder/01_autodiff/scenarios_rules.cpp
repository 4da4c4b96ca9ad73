// Lab 01, task 1.5: what the judge can ask of the rules of whole tensors.
#include "autograder/01_autodiff/layouts.h"
#include "autograder/01_autodiff/scenarios.h"
#include "framework/base/error.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "labs/01_autodiff/tensor_rules.h"

namespace llmsys::lab01 {
namespace {

Shape shape_in(const Values& in, const char* name) { return Shape(in[name].integers()); }

Dims dims_in(const Values& in) { return in.find("dims") == nullptr ? Dims() : Dims(IntList(in["dims"].integers())); }

// What a rule of dy gives; dy belongs to others and stays as it was.
template <class Rule>
auto unharmed(const Tensor& dy, const Rule& rule) {
  const Tensor before = raw::clone(dy);
  const auto result = rule(dy);
  LLMSYS_CHECK(ValueError, compare(dy, before, {.equal_nan = true}).ok(),
               "the rule changed dy, which others may hold: write into a new tensor");
  return result;
}

// A rule of dy and of other inputs, as a scenario.
template <class Rule>
void add_rule(ScenarioTable& table, const char* name, const Rule& rule) {
  table.add(name, [rule](const Values& in) -> Values {
    const auto of_dy = [&](const Tensor& dy) { return rule(dy, in); };
    return {{"dx", raw::contiguous(unharmed(laid_out(in, "dy"), of_dy))}};
  });
}

void add_products_and_reductions(ScenarioTable& table) {
  add_rule(table, "matmul_vjp_a", [](const Tensor& dy, const Values& in) {
    return matmul_vjp_a(dy, laid_out(in, "b"), shape_in(in, "a_shape"));
  });
  add_rule(table, "matmul_vjp_b", [](const Tensor& dy, const Values& in) {
    return matmul_vjp_b(dy, laid_out(in, "a"), shape_in(in, "b_shape"));
  });
  add_rule(table, "sum_vjp", [](const Tensor& dy, const Values& in) {
    return sum_vjp(dy, shape_in(in, "x_shape"), dims_in(in), in["keepdim"].boolean());
  });
  add_rule(table, "mean_vjp", [](const Tensor& dy, const Values& in) {
    return mean_vjp(dy, shape_in(in, "x_shape"), dims_in(in), in["keepdim"].boolean());
  });
  add_rule(table, "max_vjp", [](const Tensor& dy, const Values& in) {
    const Tensor x = laid_out(in, "x");
    const bool keepdim = in["keepdim"].boolean();
    return max_vjp(dy, x, raw::max(x, dims_in(in), keepdim), dims_in(in), keepdim);
  });
}

void add_selections_and_views(ScenarioTable& table) {
  add_rule(table, "gather_vjp", [](const Tensor& dy, const Values& in) {
    return gather_vjp(dy, shape_in(in, "x_shape"), in["dim"].integer(), in["index"].tensor());
  });
  add_rule(table, "embedding_vjp", [](const Tensor& dy, const Values& in) {
    return embedding_vjp(dy, shape_in(in, "table_shape"), in["index"].tensor());
  });
  add_rule(table, "reshape_vjp",
           [](const Tensor& dy, const Values& in) { return reshape_vjp(dy, shape_in(in, "x_shape")); });
  add_rule(table, "transpose_vjp", [](const Tensor& dy, const Values& in) {
    return transpose_vjp(dy, in["dim0"].integer(), in["dim1"].integer());
  });
  add_rule(table, "slice_vjp", [](const Tensor& dy, const Values& in) {
    return slice_vjp(dy, shape_in(in, "x_shape"), in["dim"].integer(), in["start"].integer(), in["stop"].integer(),
                     in["step"].integer());
  });
  table.add("cat_vjp", [](const Values& in) -> Values {
    const auto rule = [&](const Tensor& dy) { return cat_vjp(dy, in["sizes"].integers(), in["dim"].integer()); };
    List parts;
    for (const Tensor& part : unharmed(laid_out(in, "dy"), rule)) parts.emplace_back(raw::contiguous(part));
    return {{"parts", parts}};
  });
}

}  // namespace

void add_rule_scenarios(ScenarioTable& table) {
  add_products_and_reductions(table);
  add_selections_and_views(table);
}

}  // namespace llmsys::lab01
