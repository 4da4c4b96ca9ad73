// Modules: names, order, tied weights, freezing, replacing.
#include "framework/nn/module.h"

#include "framework/nn/module_list.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/modules.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::vector<std::string> names(const std::vector<NamedTensor>& tensors) {
  std::vector<std::string> all;
  for (const NamedTensor& entry : tensors) all.push_back(entry.name);
  return all;
}

std::vector<std::string> names(const std::vector<NamedModule>& modules) {
  std::vector<std::string> all;
  for (const NamedModule& entry : modules) all.push_back(entry.name);
  return all;
}

/// Blocks whose last one scales by the first one's weight: tied.
class Tied : public Module {
 public:
  Tied() : Module("Tied"), head_(0) {
    blocks_.emplace_back(2);
    blocks_.emplace_back(3);
    head_.weight = blocks_[0].weight;
    register_module("blocks", blocks_);
    register_module("head", head_);
    register_module("again", blocks_[1]);
    register_parameter("gain", gain_);
  }
  Tensor forward(const Tensor& x) override { return mul(head_(blocks_[1](blocks_[0](x))), gain_); }

  ModuleList<Scale> blocks_;
  Scale head_;
  Tensor gain_ = scalar(1, DType::f64);
};

/// Registers what its caller says.
class Anything : public Module {
 public:
  Anything() : Module("Anything") {}
  using Module::register_buffer;
  using Module::register_module;
  using Module::register_parameter;
};

/// Two inputs, two outputs.
class Swap : public Module {
 public:
  Swap() : Module("Swap") {}

 protected:
  Tensors forward_many(const Tensors& inputs) override { return {inputs.at(1), inputs.at(0)}; }
};

}  // namespace

TEST_CASE("parameters are leaves with dotted names, own ones first, in the order of registration") {
  TwoLayers model;
  CHECK(names(model.named_parameters()) == std::vector<std::string>{"shift", "first.weight", "second.weight"});
  CHECK(names(model.named_buffers()) == std::vector<std::string>{"first.calls", "second.calls"});
  CHECK(names(model.named_modules()) == std::vector<std::string>{"", "first", "second"});
  CHECK(names(model.children()) == std::vector<std::string>{"first", "second"});
  CHECK(model.type() == "TwoLayers");
  CHECK(model.num_parameters() == 3);
  for (const Tensor& parameter : model.parameters()) CHECK(requires_grad(parameter));
}

TEST_CASE("a module is called like a function, and its parameters learn") {
  TwoLayers model;
  const Tensor y = model(scalar(5, DType::f64));  // 5 * 2 * 3 + 1
  CHECK(y.item<double>() == 31);
  run_backward(y);
  CHECK(grad(model.first.weight).item<double>() == 15);
  CHECK(grad(model.second.weight).item<double>() == 10);
  CHECK(grad(model.shift).item<double>() == 1);
  model.zero_grad();
  for (const Tensor& parameter : model.parameters()) CHECK_FALSE(grad(parameter).defined());
}

TEST_CASE("tied weights and modules registered twice are listed once, under the first name") {
  Tied model;
  CHECK(names(model.named_parameters()) == std::vector<std::string>{"gain", "blocks.0.weight", "blocks.1.weight"});
  CHECK(names(model.named_modules()) == std::vector<std::string>{"", "blocks", "blocks.0", "blocks.1", "head"});
  CHECK(model.num_parameters() == 3);
  CHECK(model.blocks_.size() == 2);
  run_backward(model(scalar(1, DType::f64)));
  CHECK(grad(model.head_.weight).item<double>() == 2 * 2 * 3);  // d(w^2 v) = 2 w v
}

TEST_CASE("training and evaluation are said to all modules below") {
  TwoLayers model;
  CHECK(model.second.training());
  model.eval();
  CHECK_FALSE(model.training());
  CHECK_FALSE(model.second.training());
  model.train();
  CHECK(model.second.training());
}

TEST_CASE("frozen parameters stay parameters but want no gradient") {
  TwoLayers model;
  model.first.set_trainable(false);
  CHECK(names(model.named_parameters()).size() == 3);
  run_backward(model(scalar(5, DType::f64)));
  CHECK_FALSE(requires_grad(model.first.weight));
  CHECK(grad(model.second.weight).item<double>() == 10);
  model.zero_grad();
  model.set_trainable(true);
  CHECK(requires_grad(model.first.weight));
}

TEST_CASE("a parameter can be replaced wherever it is registered") {
  Tied model;
  const Tensor flat = from_values({7, 8}, {2}, DType::f64);
  model.replace(model.head_.weight, raw::reshape(raw::slice(flat, 0, 0, 1), {}));
  CHECK(model.blocks_[0].weight.is_same(model.head_.weight));
  CHECK(model.head_.weight.shares_storage_with(flat));
  CHECK(requires_grad(model.head_.weight));
  CHECK(model(scalar(1, DType::f64)).item<double>() == 7 * 3 * 7);
  model.replace(model.blocks_[0].calls, scalar(9, DType::i64));
  CHECK_FALSE(requires_grad(model.blocks_[0].calls));
  CHECK(message_of([&] { model.replace(flat, flat); }) ==
        "[replace] this tensor of shape (2) is registered nowhere in Tied");
}

TEST_CASE("a replaced frozen parameter stays frozen") {
  TwoLayers model;
  model.set_trainable(false);
  model.replace(model.shift, scalar(2, DType::f64));
  CHECK_FALSE(requires_grad(model.shift));
}

TEST_CASE("names are unique, not empty and have no dot") {
  Anything module;
  Scale child(1);
  Tensor x = ones({2}), undefined, integers = arange(2);
  module.register_parameter("x", x);
  CHECK(message_of([&] { module.register_buffer("x", x); }) == "[Anything] has registered \"x\" already");
  CHECK(message_of([&] { module.register_module("x", child); }) == "[Anything] has registered \"x\" already");
  CHECK(message_of([&] { module.register_module("a.b", child); }) ==
        "[Anything] cannot register \"a.b\": a name has at least one character and no dot (dots join the names of "
        "modules)");
  CHECK_THROWS_AS(module.register_buffer("", x), ValueError);
  CHECK(message_of([&] { module.register_parameter("u", undefined); }) ==
        "[Anything] cannot register \"u\": the tensor is undefined; give it its elements first");
  CHECK_THROWS_AS(module.register_parameter("i", integers), DTypeError);
  CHECK_THROWS_AS(module.register_module("self", module), ValueError);
  CHECK(names(module.named_state()) == std::vector<std::string>{"x"});
}

TEST_CASE("a module may take and give several tensors") {
  Swap module;
  const Tensor a = scalar(1), b = scalar(2);
  const Tensors out = module.call({a, b});
  CHECK(out.at(0).is_same(b));
  CHECK(out.at(1).is_same(a));
  TwoLayers single;
  CHECK(single.call({scalar(5, DType::f64)}).at(0).item<double>() == 31);
}

TEST_CASE("a module that is called with what it has no forward for says so") {
  Swap pair;
  TwoLayers single;
  CHECK(message_of([&] { pair(scalar(1)); }) ==
        "[Swap] has no forward for one tensor: override forward(x), or use call({a, b})");
  CHECK(message_of([&] { single.call({}); }) ==
        "[TwoLayers] its forward takes 1 tensor, got 0: override forward_many(inputs)");
}
