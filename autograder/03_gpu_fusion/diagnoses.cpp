// Lab 03: mistakes that can be told by their numbers. Here those of softmax, layer norm and scan.
#include <functional>

#include "autograder/03_gpu_fusion/diagnoses.h"
#include "autograder/03_gpu_fusion/reference/kernels.h"
#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys {
namespace {

using namespace lab03;

Tensor wide(const Value& x) { return raw::to(x.tensor(), DType::f64); }

Tensor sum_of_rows(const Tensor& x) { return raw::sum(x, -1, true); }

// A wrong answer in one tensor, which is rounded to the dtype of `like`.
Diagnosis wrong_tensor(const std::string& task, const std::string& scenario, const std::string& output,
                       const std::string& like, const std::string& name, const std::string& cause,
                       const std::string& handout, const std::function<Tensor(const Values&)>& wrong) {
  return {
      task,    scenario,
      name,    cause,
      handout, [=](const Values& in) -> Values {
            return {{output, raw::to(wrong(in), in[like].tensor().dtype())}}; }};
}

std::vector<Diagnosis> of_softmax() {
  const auto exponentials = [](const Values& in) { return raw::exp(wide(in["x"])); };
  const auto forward = [](const char* name, const char* cause, const char* handout,
                          const std::function<Tensor(const Values&)>& wrong) {
    return wrong_tensor("3.3", "softmax_forward", "y", "x", name, cause, handout, wrong);
  };
  return {
      forward("not_shifted", "e^x overflows float32: subtract each row's largest element first", "Subtract the largest",
              [exponentials](const Values& in) {
                const Tensor e = raw::to(raw::to(exponentials(in), DType::f32), DType::f64);
                return raw::div(e, sum_of_rows(e));
              }),
      forward("not_divided", "these are exponentials: divide them by their sum over the row", "divide by the sum",
              [](const Values& in) {
                const Tensor x = wide(in["x"]);
                return raw::exp(raw::sub(x, raw::max(x, -1, true)));
              }),
      wrong_tensor("3.3", "softmax_backward", "dx", "y", "dot_forgotten",
                   "this is y dy: the sum of y dy over the row is to be subtracted from dy first",
                   "subtract the dot product",
                   [](const Values& in) { return raw::mul(wide(in["y"]), wide(in["dy"])); })};
}

// Layer norm with a wrong y, and mean and rstd as given.
Values normalised(const Values& in, double divisor_less, bool with_bias) {
  const Tensor x = wide(in["x"]);
  const auto columns = static_cast<double>(x.size(1));
  LLMSYS_CHECK(ValueError, x.numel() > 0 && columns - divisor_less > 0, "there is nothing to normalise");
  const Tensor mean = raw::mean(x, -1, true), centered = raw::sub(x, mean);
  const Tensor variance = raw::div(sum_of_rows(raw::mul(centered, centered)), columns - divisor_less);
  const Tensor rstd = raw::rsqrt(raw::add(variance, in["eps"].number()));
  Tensor y = raw::mul(raw::mul(centered, rstd), wide(in["w"]));
  if (with_bias) y = raw::add(y, wide(in["b"]));
  return {{"y", raw::to(y, in["x"].tensor().dtype())},
          {"mean", raw::to(raw::reshape(mean, {x.size(0)}), DType::f32)},
          {"rstd", raw::to(raw::reshape(rstd, {x.size(0)}), DType::f32)}};
}

std::vector<Diagnosis> of_layer_norm() {
  return {
      {"3.4", "layer_norm_forward", "unbiased", "the variance is divided by columns - 1: layer norm divides by columns",
       "divide by columns, not columns - 1", [](const Values& in) { return normalised(in, 1, true); }},
      {"3.4", "layer_norm_forward", "bias_forgotten", "b is to be added at the end", "and b is added",
       [](const Values& in) { return normalised(in, 0, false); }}};
}

// Gradients whose dx lacks a part.
Values gradients(const Values& in, bool weight, bool mean, bool projection) {
  const Tensor dy = wide(in["dy"]), x = wide(in["x"]);
  LLMSYS_CHECK(ValueError, x.numel() > 0, "there is nothing to normalise");
  const Tensor rstd = raw::reshape(wide(in["rstd"]), {x.size(0), 1});
  const Tensor xhat = raw::mul(raw::sub(x, raw::reshape(wide(in["mean"]), {x.size(0), 1})), rstd);
  const Tensor g = weight ? raw::mul(dy, wide(in["w"])) : dy;
  Tensor dx = g;
  if (mean) dx = raw::sub(dx, raw::mean(g, -1, true));
  if (projection) dx = raw::sub(dx, raw::mul(xhat, raw::mean(raw::mul(g, xhat), -1, true)));
  return {{"dx", raw::to(raw::mul(dx, rstd), in["x"].tensor().dtype())},
          {"dw", raw::to(raw::sum(raw::mul(dy, xhat), 0), DType::f32)},
          {"db", raw::to(raw::sum(dy, 0), DType::f32)}};
}

std::vector<Diagnosis> of_gradients() {
  const auto backward = [](const char* name, const char* cause, const char* handout, bool weight, bool mean,
                           bool projection) -> Diagnosis {
    return {"3.5",   "layer_norm_backward",
            name,    cause,
            handout, [=](const Values& in) { return gradients(in, weight, mean, projection); }};
  };
  return {backward("weight_forgotten", "dx lacks w: the gradient before the scale is g = dy w", "dy times w", false,
                   true, true),
          backward("mean_forgotten", "dx lacks - mean(g): each element also changes the mean of its row",
                   "changes the mean", true, false, true),
          backward("projection_forgotten", "dx lacks - xhat mean(g xhat): each element also changes the variance",
                   "changes the variance", true, true, false)};
}

std::vector<Diagnosis> of_scan() {
  return {wrong_tensor("3.6", "inclusive_scan", "y", "x", "exclusive",
                       "each element lacks its own value: the scan is inclusive", "includes its own value",
                       [](const Values& in) { return raw::sub(reference::scan(in["x"].tensor()), wide(in["x"])); })};
}

}  // namespace

std::vector<Diagnosis> lab_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto& part :
       {prediction_diagnoses(), product_diagnoses(), of_softmax(), of_layer_norm(), of_gradients(), of_scan()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys
