// Lab 01, task 1.5: mistakes in rules of products, reductions and log_softmax.
#include "autograder/01_autodiff/diagnoses_tensor.h"
#include "autograder/01_autodiff/reference/engine.h"
#include "autograder/01_autodiff/reference/tensor_rules.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab01 {
namespace {

Tensor flipped(const Tensor& x) { return raw::transpose(x); }

// A wrong product of which only the product is wrong: its batch is summed as it should be.
// @throws ShapeError where the shapes do not let it be summed
Tensor batch_summed(const Tensor& product, const std::vector<int64_t>& shape) {
  static_cast<void>(broadcast_shapes("unbroadcast", product.shape(), Shape(shape)));
  LLMSYS_CHECK(ShapeError, product.shape().numel() >= Shape(shape).numel(), "it is smaller than its operand");
  return reference::unbroadcast(product, shape);
}
Tensor summed_a(const Values& in, const Tensor& da) { return batch_summed(da, in["a_shape"].integers()); }
Tensor summed_b(const Values& in, const Tensor& db) { return batch_summed(db, in["b_shape"].integers()); }

std::vector<Diagnosis> of_matmul() {
  return {
      wrong_rule("matmul_vjp_a", "b_not_transposed", "this is dY B: B is to be transposed", "is dY B^T, not dY B",
                 [](const Values& in) { return summed_a(in, raw::matmul(in["dy"].tensor(), in["b"].tensor())); }),
      wrong_rule(
          "matmul_vjp_a", "factors_exchanged", "this is B^T dY: the gradient of the left factor has dY on the left",
          "dY on the left",
          [](const Values& in) { return summed_a(in, raw::matmul(flipped(in["b"].tensor()), in["dy"].tensor())); }),
      wrong_rule("matmul_vjp_a", "batch_not_summed",
                 "there is one gradient for each matrix of the batch, but A was shared by all: sum them (unbroadcast)",
                 "shared by all",
                 [](const Values& in) { return raw::matmul(in["dy"].tensor(), flipped(in["b"].tensor())); }),
      wrong_rule("matmul_vjp_b", "a_not_transposed", "this is A dY: A is to be transposed", "is A^T dY, not A dY",
                 [](const Values& in) { return summed_b(in, raw::matmul(in["a"].tensor(), in["dy"].tensor())); }),
      wrong_rule(
          "matmul_vjp_b", "factors_exchanged", "this is dY A^T: the gradient of the right factor has dY on the right",
          "dY on the right",
          [](const Values& in) { return summed_b(in, raw::matmul(in["dy"].tensor(), flipped(in["a"].tensor()))); }),
      wrong_rule("matmul_vjp_b", "batch_not_summed",
                 "there is one gradient for each matrix of the batch, but B was shared by all: sum them",
                 "shared by all",
                 [](const Values& in) { return raw::matmul(flipped(in["a"].tensor()), in["dy"].tensor()); })};
}

// sum_vjp's numbers, divided.
Tensor summed(const Values& in, double divided_by) {
  return reference::sum_vjp(in["dy"].tensor(), in["x_shape"].integers(), kept_of(in), divided_by);
}

Tensor largest(const Values& in, reference::Ties ties) {
  return reference::max_vjp(in["dy"].tensor(), in["x"].tensor(), kept_of(in), ties);
}

std::vector<Diagnosis> of_reductions() {
  return {
      wrong_rule("sum_vjp", "not_expanded",
                 "dy came back as it was: each summed element gets it, so it must have the shape of x (expand)",
                 "back to the shape of x", [](const Values& in) { return in["dy"].tensor(); }),
      wrong_rule("sum_vjp", "not_expanded",
                 "dy came back with sizes of 1: each summed element gets it, so it must have the shape of x (expand)",
                 "back to the shape of x",
                 [](const Values& in) { return raw::reshape(in["dy"].tensor(), Shape(kept_of(in))); }),
      wrong_rule("mean_vjp", "mean_not_divided",
                 "this is the gradient of a sum: a mean also divides by how many were summed", "how many were summed",
                 [](const Values& in) { return summed(in, 1); }),
      wrong_rule(
          "mean_vjp", "divided_by_all",
          "it is divided by the number of all elements of x: only those that make one mean count",
          "those that make one mean",
          [](const Values& in) { return summed(in, static_cast<double>(Shape(in["x_shape"].integers()).numel())); }),
      wrong_rule("max_vjp", "every_tie_gets_all",
                 "each of several largest elements gets the whole gradient: they share it, divide by how many they are",
                 "share it evenly", [](const Values& in) { return largest(in, reference::Ties::all); }),
      wrong_rule("max_vjp", "first_tie_gets_all",
                 "the first of several largest elements gets everything: they share the gradient evenly",
                 "share it evenly", [](const Values& in) { return largest(in, reference::Ties::first); })};
}

// A wrong log_softmax: y and dx from x, dy and the right p, computed as a student would.
using TwoResults = std::function<std::pair<Tensor, Tensor>(const Tensor& x, const Tensor& dy)>;

Diagnosis log_softmax(const std::string& name, const std::string& cause, const std::string& handout,
                      const TwoResults& wrong) {
  return {"1.5", "log_softmax", name, cause, handout, [wrong](const Values& in) -> Values {
            const auto [y, dx] = wrong(in["x"].tensor(), in["dy"].tensor());
            return {{"y", y}, {"dx", dx}};
          }};
}

std::vector<Diagnosis> of_log_softmax() {
  const auto row_sum = [](const Tensor& x) { return raw::sum(x, -1, true); };
  const auto right = [](const Tensor& x) { return reference::log_softmax(x); };
  const auto p = [](const Tensor& x) { return raw::exp(reference::log_softmax(x)); };
  return {
      log_softmax("not_shifted", "e^x overflows: subtract each row's largest element first, which changes nothing else",
                  "subtract each row's largest",
                  [row_sum](const Tensor& x, const Tensor& dy) {
                    const Tensor y = raw::sub(x, raw::log(row_sum(raw::exp(x))));
                    return std::pair(y, raw::sub(dy, raw::mul(raw::exp(y), row_sum(dy))));
                  }),
      log_softmax("sum_of_dy_forgotten", "this is dy - p; p is to be multiplied by the sum of dy over the row",
                  "the sum of dy over the row",
                  [right, p](const Tensor& x, const Tensor& dy) { return std::pair(right(x), raw::sub(dy, p(x))); }),
      log_softmax("gradient_of_softmax", "this is the gradient of softmax, p (dy - sum(p dy)), not of its logarithm",
                  "dy - e^y times the sum of dy",
                  [right, p, row_sum](const Tensor& x, const Tensor& dy) {
                    const Tensor inner = row_sum(raw::mul(p(x), dy));
                    return std::pair(right(x), raw::mul(p(x), raw::sub(dy, inner)));
                  }),
      log_softmax("not_a_logarithm", "this is softmax: its logarithm is asked for",
                  "not a probability but its logarithm", [p, row_sum](const Tensor& x, const Tensor& dy) {
                    const Tensor inner = row_sum(raw::mul(p(x), dy));
                    return std::pair(p(x), raw::mul(p(x), raw::sub(dy, inner)));
                  })};
}

}  // namespace

std::vector<Diagnosis> product_diagnoses() {
  std::vector<Diagnosis> all;
  for (const auto& part : {of_matmul(), of_reductions(), of_log_softmax()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace llmsys::lab01
