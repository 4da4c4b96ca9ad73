#include "framework/nn/flat_gradients.h"

#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/views.h"

namespace llmsys {
namespace {

/// The number of all elements, after all checks.
int64_t check_all(const std::vector<Tensor>& parameters) {
  LLMSYS_CHECK(ValueError, !parameters.empty(), "[flatten_gradients] needs at least one parameter");
  int64_t count = 0;
  for (size_t i = 0; i < parameters.size(); ++i) {
    leaf_of("flatten_gradients", parameters[i]);
    LLMSYS_CHECK(DTypeError, parameters[i].dtype() == parameters[0].dtype(),
                 "[flatten_gradients] a bucket has one dtype: "
                 "parameter 0 is ",
                 parameters[0].dtype(), ", parameter ", i, " is ", parameters[i].dtype());
    for (size_t j = 0; j < i; ++j)
      LLMSYS_CHECK(ValueError, parameters[i].node() != parameters[j].node(), "[flatten_gradients] parameters ", j,
                   " and ", i, " are one and the same");
    count += parameters[i].numel();
  }
  return count;
}

}  // namespace

Tensor flatten_gradients(const std::vector<Tensor>& parameters) {
  const int64_t count = check_all(parameters);
  const Tensor bucket = zeros({count}, parameters[0].dtype(), parameters[0].device());
  int64_t begin = 0;
  for (const Tensor& parameter : parameters) {
    const int64_t end = begin + parameter.numel();
    const Tensor view = raw::reshape(raw::slice(bucket, 0, begin, end), parameter.shape());
    if (const Tensor before = grad(parameter); before.defined()) raw::copy_(view, before);
    set_grad(parameter, view);
    begin = end;
  }
  return bucket;
}

}  // namespace llmsys
