// Lab 01, tasks 1.5 to 1.9: mistakes that can be told by their numbers.
#include "autograder/01_autodiff/diagnoses_tensor.h"

#include "autograder/01_autodiff/diagnoses.h"
#include "autograder/01_autodiff/reference/tensor_rules.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

double elements(const std::vector<int64_t>& shape) { return static_cast<double>(Shape(shape).numel()); }

// What a rule of task 1.5 answers.
Tensor right_rule(const std::string& scenario, const Values& in) {
  const Tensor& dy = in["dy"].tensor();
  const auto shape = [&](const char* name) { return in[name].integers(); };
  const auto number = [&](const char* name) { return in[name].integer(); };
  const auto tensor = [&](const char* name) { return in[name].tensor(); };
  if (scenario == "matmul_vjp_a") return reference::matmul_vjp_a(dy, tensor("b"), shape("a_shape"));
  if (scenario == "matmul_vjp_b") return reference::matmul_vjp_b(dy, tensor("a"), shape("b_shape"));
  if (scenario == "sum_vjp") return reference::sum_vjp(dy, shape("x_shape"), kept_of(in));
  if (scenario == "mean_vjp")
    return reference::sum_vjp(dy, shape("x_shape"), kept_of(in), elements(shape("x_shape")) / elements(kept_of(in)));
  if (scenario == "max_vjp") return reference::max_vjp(dy, tensor("x"), kept_of(in));
  if (scenario == "gather_vjp") return reference::gather_vjp(dy, shape("x_shape"), number("dim"), tensor("index"));
  if (scenario == "embedding_vjp") return reference::embedding_vjp(dy, shape("table_shape"), tensor("index"));
  if (scenario == "transpose_vjp") return reference::transpose_vjp(dy, number("dim0"), number("dim1"));
  LLMSYS_CHECK(ValueError, scenario == "slice_vjp", "no right answer is known for ", scenario);
  return reference::slice_vjp(dy, shape("x_shape"), number("dim"), number("start"), number("step"));
}

}  // namespace

std::vector<int64_t> kept_of(const Values& in) {
  const std::vector<int64_t> x_shape = in["x_shape"].integers();
  return in.find("dims") == nullptr ? std::vector<int64_t>(x_shape.size(), 1)
                                    : reference::kept_shape(x_shape, in["dims"].integers());
}

Diagnosis wrong_rule(const std::string& scenario, const std::string& name, const std::string& cause,
                     const std::string& handout, const std::function<Tensor(const Values&)>& dx) {
  return {"1.5", scenario, name, cause, handout, [scenario, dx](const Values& in) {
            return if_wrong({{"dx", raw::contiguous(dx(in))}}, {{"dx", right_rule(scenario, in)}});
          }};
}

std::vector<Diagnosis> tensor_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto& part : {product_diagnoses(), selection_diagnoses(), update_diagnoses(), training_diagnoses()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys::lab01
