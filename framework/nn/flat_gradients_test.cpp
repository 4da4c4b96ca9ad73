// Gradients in one flat bucket, and knowing when it is complete.
#include "framework/nn/flat_gradients.h"

#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/modules.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::vector<Tensor> some_parameters() { return {leaf({1, 2}), leaf(3), leaf({4, 5, 6})}; }

Tensor loss_of(const std::vector<Tensor>& parameters) {
  Tensor loss = exp(parameters[1]);
  for (const Tensor& part : {parameters[0], parameters[2]}) {
    const Tensor sum = record("dot", raw::sum(raw::mul(part, part)), {&part}, {&part},
                              [](const Vjp& v) { return Gradients{raw::mul(raw::mul(v.saved(0), 2), v.grad())}; });
    loss = add(loss, sum);
  }
  return loss;
}

}  // namespace

TEST_CASE("after backward the bucket holds all gradients, one after the other") {
  const std::vector<Tensor> parameters = some_parameters();
  const Tensor bucket = flatten_gradients(parameters);
  CHECK(bucket.shape() == Shape{6});
  const Tensor want = from_values({2, 4, std::exp(3.0), 8, 10, 12}, {6}, DType::f64);
  run_backward(loss_of(parameters));
  require_equal(bucket, want);
  run_backward(loss_of(parameters));
  require_equal(bucket, raw::mul(want, 2));
  for (const Tensor& parameter : parameters) CHECK(grad(parameter).shares_storage_with(bucket));
  raw::fill_(bucket, 0);
  CHECK(grad(parameters[2]).at<double>(1) == 0);
}

TEST_CASE("hooks know when a bucket is complete: what data-parallel training sends") {
  const std::vector<Tensor> parameters = some_parameters();
  const Tensor bucket = flatten_gradients(parameters);
  size_t ready = 0;
  Tensor sent;
  for (const Tensor& parameter : parameters)
    register_post_accumulate_hook(parameter, [&](Tensor&) {
      if (++ready == parameters.size()) sent = raw::clone(bucket);
    });
  run_backward(loss_of(parameters));
  REQUIRE(sent.defined());
  require_equal(sent, bucket);
  CHECK(ready == 3);
}

TEST_CASE("gradients that are there move in") {
  const std::vector<Tensor> parameters = some_parameters();
  set_grad(parameters[0], from_values({8, 9}, {2}, DType::f64));
  require_equal(flatten_gradients(parameters), from_values({8, 9, 0, 0, 0, 0}, {6}, DType::f64));
}

TEST_CASE("a module's parameters share one bucket") {
  TwoLayers model;
  const Tensor bucket = flatten_gradients(model.parameters());
  run_backward(model(scalar(5, DType::f64)));
  require_equal(bucket, from_values({1, 15, 10}, {3}, DType::f64));
  model.zero_grad();  // drops the views
  CHECK_FALSE(grad(model.shift).defined());
}

TEST_CASE("what cannot share a bucket is refused") {
  const Tensor a = leaf(1), b = set_requires_grad(scalar(1));
  CHECK(message_of([&] {
          flatten_gradients({a, b});
        }) == "[flatten_gradients] a bucket has one dtype: parameter 0 is f64, parameter 1 is f32");
  CHECK(message_of([&] {
          flatten_gradients({a, leaf(2), a});
        }) == "[flatten_gradients] parameters 0 and 2 are one and the same");
  CHECK(message_of([&] { flatten_gradients({}); }) == "[flatten_gradients] needs at least one parameter");
  CHECK_THROWS_AS(flatten_gradients({detach(a)}), AutogradError);
}
