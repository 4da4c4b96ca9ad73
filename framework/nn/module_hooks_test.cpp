// Module hooks: their order, what they may replace, and the uses they are made for.
#include "framework/nn/module_hooks.h"

#include <chrono>
#include <memory>

#include "framework/autograd/grad_mode.h"
#include "framework/memory/peak_meter.h"
#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/modules.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

double value(const Tensor& x) { return x.item<double>(); }

/// Notes when each hook of a module runs.
void watch(Module& module, const std::string& name, std::vector<std::string>& events) {
  const auto note = [&events, name](const char* what) { events.push_back(name + what); };
  module.register_forward_pre_hook([note](Module&, Tensors&) { note(" forward"); });
  module.register_forward_hook([note](Module&, const Tensors&, Tensors&) { note(" forward done"); });
  module.register_backward_pre_hook([note](Module&, Gradients&) { note(" backward"); });
  module.register_backward_hook([note](Module&, Gradients&, const Gradients&) { note(" backward done"); });
}

/// y = (a b, b): one output may go unused.
class Pair : public Module {
 public:
  Pair() : Module("Pair") {}

 protected:
  Tensors forward_many(const Tensors& in) override { return {mul(in.at(0), in.at(1)), scale(in.at(1), 1)}; }
};

}  // namespace

TEST_CASE("hooks of nested modules run in order: in from the outside, backward from the end") {
  TwoLayers model;
  std::vector<std::string> events;
  watch(model, "model", events);
  watch(model.first, "first", events);
  watch(model.second, "second", events);
  const Tensor y = model(leaf(5));
  CHECK(events == std::vector<std::string>{"model forward", "first forward", "first forward done", "second forward",
                                           "second forward done", "model forward done"});
  events.clear();
  run_backward(y);
  CHECK(events == std::vector<std::string>{"model backward", "second backward", "second backward done",
                                           "first backward", "first backward done", "model backward done"});
}

TEST_CASE("hooks do not change the result or any gradient") {
  TwoLayers plain, watched;
  std::vector<std::string> events;
  watch(watched, "model", events);
  watch(watched.second, "second", events);
  const Tensor a = leaf(5), b = leaf(5);
  const Tensor y = watched(b);
  CHECK(value(plain(a)) == value(y));
  run_backward(plain(a));
  run_backward(y);
  CHECK(value(grad(a)) == value(grad(b)));
  CHECK(value(grad(plain.first.weight)) == value(grad(watched.first.weight)));
  CHECK(value(grad(plain.shift)) == value(grad(watched.shift)));
}

TEST_CASE("forward hooks may replace inputs and outputs, until they are removed") {
  Scale module(2);
  HookHandle before =
      module.register_forward_pre_hook([](Module&, Tensors& inputs) { inputs[0] = raw::add(inputs[0], 1); });
  HookHandle after = module.register_forward_hook([](Module& self, const Tensors& inputs, Tensors& outputs) {
    CHECK(self.type() == "Scale");
    CHECK(value(inputs[0]) == 6);
    outputs[0] = raw::neg(outputs[0]);
  });
  CHECK(value(module(scalar(5, DType::f64))) == -12);
  before.remove();
  after.remove();
  CHECK(value(module(scalar(5, DType::f64))) == 10);
}

TEST_CASE("backward hooks see complete gradients and may replace them") {
  Scale module(2);
  const Tensor x = leaf(5);
  std::vector<double> seen;
  module.register_backward_pre_hook([&](Module&, Gradients& of_outputs) {
    seen.push_back(value(of_outputs[0]));
    of_outputs[0] = raw::mul(of_outputs[0], 10);
  });
  module.register_backward_hook([&](Module&, Gradients& of_inputs, const Gradients& of_outputs) {
    seen.push_back(value(of_outputs[0]));
    seen.push_back(value(of_inputs[0]));
    of_inputs[0] = raw::neg(of_inputs[0]);
  });
  const Tensor y = module(x);
  run_backward(add(y, y));
  CHECK(seen == std::vector<double>{2, 20, 40});
  CHECK(value(grad(x)) == -40);
  CHECK(value(grad(module.weight)) == 100);
}

TEST_CASE("with several inputs and outputs, undefined stands for what is not wanted or did not come") {
  Pair module;
  std::vector<bool> defined;
  module.register_backward_hook([&](Module&, Gradients& of_inputs, const Gradients& of_outputs) {
    defined = {of_inputs.at(0).defined(), of_inputs.at(1).defined(), of_outputs.at(0).defined(),
               of_outputs.at(1).defined()};
  });
  const Tensor a = scalar(3, DType::f64), b = leaf(4);
  run_backward(module.call({a, b})[0]);
  CHECK(defined == std::vector<bool>{false, true, true, false});
  CHECK(value(grad(b)) == 3);
  run_backward(module.call({a, b})[1]);
  CHECK(defined == std::vector<bool>{false, true, false, true});
  CHECK(value(grad(b)) == 4);
}

TEST_CASE("a module that is used twice runs its hooks for each use") {
  Scale module(2);
  std::vector<std::string> events;
  watch(module, "m", events);
  const Tensor x = leaf(5);
  run_backward(module(module(x)));
  CHECK(events == std::vector<std::string>{"m forward", "m forward done", "m forward", "m forward done", "m backward",
                                           "m backward done", "m backward", "m backward done"});
  CHECK(value(grad(module.weight)) == 20);
}

TEST_CASE("nothing is marked where nothing is recorded") {
  Scale module(2);
  int calls = 0;
  module.register_backward_pre_hook([&](Module&, Gradients&) { ++calls; });
  const GradMode off(false);
  CHECK_FALSE(requires_grad(module(leaf(5))));
  CHECK(calls == 0);
}

TEST_CASE("without an input that wants a gradient only the backward-pre hook runs") {
  Scale module(2);
  std::vector<std::string> events;
  watch(module, "m", events);
  run_backward(module(scalar(5, DType::f64)));
  CHECK(events == std::vector<std::string>{"m forward", "m forward done", "m backward"});
  CHECK(value(grad(module.weight)) == 5);
}

TEST_CASE("a graph may outlive its module: it runs no hooks then") {
  int calls = 0;
  const Tensor x = leaf(5);
  Tensor y;
  {
    Scale module(2);
    module.register_backward_pre_hook([&](Module&, Gradients&) { ++calls; });
    module.register_backward_hook([&](Module&, Gradients&, const Gradients&) { ++calls; });
    y = module(x);
  }
  run_backward(y);
  CHECK(calls == 0);
  CHECK(value(grad(x)) == 2);
}

TEST_CASE("hooks make no ring: dropping result and module frees all") {
  PeakMeter meter(default_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  {
    TwoLayers model;
    std::vector<std::string> events;
    watch(model, "model", events);
    watch(model.first, "first", events);
    const Tensor dropped = model(leaf(5));
    run_backward(model(leaf(5)));
  }
  CHECK(meter.current_bytes() == 0);
}

TEST_CASE("an exception in forward or in any hook leaves the module usable") {
  TwoLayers model;
  std::string failing;
  const auto fail = [&failing](const char* where) {
    if (failing == where) throw ValueError(where);
  };
  model.first.register_forward_pre_hook([&](Module&, Tensors&) { fail("forward pre"); });
  model.first.register_forward_hook([&](Module&, const Tensors&, Tensors&) { fail("forward"); });
  model.first.register_backward_pre_hook([&](Module&, Gradients&) { fail("backward pre"); });
  model.first.register_backward_hook([&](Module&, Gradients&, const Gradients&) { fail("backward"); });
  for (const char* where : {"forward pre", "forward", "backward pre", "backward"}) {
    CAPTURE(where);
    failing = where;
    CHECK(message_of([&] { run_backward(model(leaf(5))); }) == where);
    CHECK(context().grad_mode);
    failing.clear();
    model.zero_grad();
    const Tensor x = leaf(5);
    run_backward(model(x));
    CHECK(value(grad(x)) == 6);
    CHECK(value(grad(model.first.weight)) == 15);
  }
}

TEST_CASE("a hook that returns what forward cannot take is told so") {
  Scale module(2);
  HookHandle handle = module.register_forward_pre_hook([](Module&, Tensors& inputs) { inputs.clear(); });
  CHECK(message_of([&] { module(leaf(1)); }) == "[Scale] its forward takes 1 input, a forward-pre hook made it 0");
  handle.remove();
  handle = module.register_forward_hook([](Module&, const Tensors&, Tensors& outputs) { outputs.clear(); });
  CHECK(message_of([&] { module(leaf(1)); }) == "[Scale] gives 1 output, a forward hook made it 0");
  handle.remove();
  module.register_backward_pre_hook([](Module&, Gradients& of_outputs) { of_outputs.push_back(Tensor()); });
  CHECK(message_of([&] { run_backward(module(leaf(1))); }) ==
        "[module_outputs] a backward hook must leave the number of gradients, 1, as it is; got 2");
}

// How sharded training (ZeRO stage 3, arXiv:1910.02054, sec. 5.3) uses hooks: a parameter is there only while it is used.
TEST_CASE("parameters are gathered before forward and backward and released after, unnoticed by the version check") {
  TwoLayers model;
  int gathers = 0;
  const auto gather = [&gathers](Module& module) {
    for (const NamedTensor& entry : module.named_parameters()) {
      entry.tensor.storage().materialize();
      Tensor(entry.tensor).data<double>()[0] = 2;  // what the other ranks sent
    }
    ++gathers;
  };
  const auto release = [](Module& module) {
    for (const Tensor& parameter : module.parameters()) parameter.storage().release();
  };
  for (Scale* layer : {&model.first, &model.second}) {
    layer->register_forward_pre_hook([&](Module& self, Tensors&) { gather(self); });
    layer->register_forward_hook([&](Module& self, const Tensors&, Tensors&) { release(self); });
    layer->register_backward_pre_hook([&](Module& self, Gradients&) { gather(self); });
    layer->register_backward_hook([&](Module& self, Gradients&, const Gradients&) { release(self); });
    release(*layer);
  }
  const Tensor x = leaf(5);
  const Tensor y = model(x);  // 5 * 2 * 2 + 1: gather fills both weights with 2
  CHECK(value(y) == 21);
  CHECK(model.first.weight.storage().resident_bytes() == 0);
  run_backward(y);
  CHECK(gathers == 4);
  CHECK(value(grad(x)) == 4);
  CHECK(value(grad(model.first.weight)) == 10);
  CHECK(value(grad(model.second.weight)) == 10);
  CHECK(model.second.weight.storage().resident_bytes() == 0);
}

TEST_CASE("layers can be timed, forward and backward") {
  using Clock = std::chrono::steady_clock;
  TwoLayers model;
  Clock::time_point begin;
  std::vector<double> seconds;
  const auto start = [&] { begin = Clock::now(); };
  const auto stop = [&] { seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count()); };
  model.second.register_forward_pre_hook([&](Module&, Tensors&) { start(); });
  model.second.register_forward_hook([&](Module&, const Tensors&, Tensors&) { stop(); });
  model.second.register_backward_pre_hook([&](Module&, Gradients&) { start(); });
  model.second.register_backward_hook([&](Module&, Gradients&, const Gradients&) { stop(); });
  run_backward(model(leaf(5)));
  REQUIRE(seconds.size() == 2);
  for (const double s : seconds) CHECK(s > 0);
}

TEST_CASE("a module can take more than tensors and still run its hooks") {
  class Power : public Module {
   public:
    Power() : Module("Power") {}
    Tensor operator()(const Tensor& x, int n) {
      return with_hooks({x}, [n](const Tensors& in) {
        Tensor y = in[0];
        for (int i = 1; i < n; ++i) y = mul(y, in[0]);
        return Tensors{y};
      })[0];
    }
  };
  Power cube;
  std::vector<std::string> events;
  watch(cube, "cube", events);
  const Tensor x = leaf(2);
  run_backward(cube(x, 3));
  CHECK(value(grad(x)) == 12);
  CHECK(events.size() == 4);
}
