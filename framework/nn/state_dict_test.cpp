// State dicts: all or nothing, and everything that is wrong in one message.
#include "framework/nn/state_dict.h"

#include "framework/testing/backward.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/modules.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

/// Two parameters, a buffer, and a table that no checkpoint holds.
class Model : public Module {
 public:
  Model() : Module("Model") {
    register_parameter("w", w);
    register_buffer("mean", mean);
    register_buffer("table", table, false);
    register_module("inner", inner);
  }
  Tensor w = from_values({1, 2, 3, 4, 5, 6}, {2, 3}), mean = ones({3}), table = arange(4);
  Scale inner{7};
};

StateDict cloned(const Module& module) {
  StateDict dict = state_dict(module);
  for (NamedTensor& entry : dict) entry.tensor = raw::clone(entry.tensor);
  return dict;
}

}  // namespace

TEST_CASE("a state dict has parameters and persistent buffers in order, outside of any graph") {
  Model model;
  std::string names;
  for (const NamedTensor& entry : state_dict(model)) {
    names += entry.name + " ";
    CHECK_FALSE(requires_grad(entry.tensor));
  }
  CHECK(names == "w mean inner.weight inner.calls ");
  CHECK(state_dict(model)[0].tensor.shares_storage_with(model.w));
}

TEST_CASE("what was saved comes back, in place and with gradients wanted as before") {
  Model model;
  const StateDict saved = cloned(model);
  const Tensor handle = model.w;
  raw::fill_(model.w, 0);
  raw::fill_(model.inner.calls, 99);
  const LoadResult left = load_state_dict(model, saved);
  CHECK(left.missing.empty());
  CHECK(left.unexpected.empty());
  CHECK(handle.is_same(model.w));
  CHECK(requires_grad(model.w));
  require_equal(detach(model.w), saved[0].tensor);
  CHECK(model.inner.calls.item<int64_t>() == 0);
}

TEST_CASE("everything that does not fit is listed at once, and nothing is changed") {
  Model model;
  const StateDict bad = {{"w", ones({3, 2})},       {"mean", ones({3}, DType::f64)},
                         {"inner.calls", Tensor()}, {"layers.0.weight", ones({})},
                         {"mean", ones({3})},       {"table", arange(4)}};
  const StateDict before = cloned(model);
  CHECK(message_of([&] { load_state_dict(model, bad); }) ==
        "[load_state_dict] the dict does not fit this Model, nothing was changed:\n"
        "  missing in the dict (1):\n"
        "    inner.weight\n"
        "  unexpected, the model has no such name (2):\n"
        "    layers.0.weight\n"
        "    table\n"
        "  do not fit (4):\n"
        "    mean: twice in the dict\n"
        "    w: the model has f32 (2,3), the dict f32 (3,2)\n"
        "    mean: the model has f32 (3), the dict f64 (3)\n"
        "    inner.calls: the dict holds an undefined tensor");
  const StateDict after = state_dict(model);
  for (size_t i = 0; i < before.size(); ++i) require_equal(after[i].tensor, before[i].tensor);
}

TEST_CASE("a good tensor beside a missing one is not loaded when strict, and is when not") {
  Model model;
  const StateDict part = {{"mean", full({3}, 5)}, {"extra", ones({1})}};
  CHECK_THROWS_AS(load_state_dict(model, part), ValueError);
  CHECK(model.mean.at<float>(0) == 1);
  const LoadResult left = load_state_dict(model, part, false);
  CHECK(model.mean.at<float>(0) == 5);
  CHECK(left.missing == std::vector<std::string>{"w", "inner.weight", "inner.calls"});
  CHECK(left.unexpected == std::vector<std::string>{"extra"});
}

TEST_CASE("a tensor of another shape is an error even if the load is not strict") {
  Model model;
  CHECK_THROWS_AS(load_state_dict(model, {{"mean", ones({4})}}, false), ValueError);
}

TEST_CASE("a released storage is found before anything is copied") {
  Model model;
  const StateDict saved = cloned(model);
  raw::fill_(model.w, 0);
  model.inner.weight.storage().release();
  CHECK(contains(message_of([&] { load_state_dict(model, saved); }),
                 "inner.weight: the storage of the model's tensor was released"));
  CHECK(model.w.at<float>(1, 2) == 0);
}

TEST_CASE("loading between forward and backward is noticed") {
  Model model;
  const StateDict saved = cloned(model);
  const Tensor y = mul(model.inner.weight, model.inner.weight);
  load_state_dict(model, saved);
  CHECK(contains(message_of([&] { run_backward(y); }), "was changed in place after it was saved"));
}
