// Lab 01, tasks 1.8 and 1.9: Nesterov's momentum, and a dispatcher.
#include <algorithm>

#include "autograder/01_autodiff/dispatch_inputs.h"
#include "autograder/01_autodiff/optimizer_inputs.h"
#include "autograder/01_autodiff/random_inputs.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

constexpr int64_t kCpu = 0, kCuda = 1, kAutocast = 2, kAutograd = 3, kTrace = 4;

void expect_dispatch(const DispatchProgram& program) {
  const Values in = dispatch_inputs(program, randn({2, 3}, rng(), DType::f64), randn({2, 3}, rng(), DType::f64));
  const Values got = student("dispatch", in), want = dispatch_answer(in);
  expect_equal(got["calls"], want["calls"], "who was called, with which keys left");
  expect_equal(got["result"], want["result"], "the result");
}

// Own functions and fallbacks under some keys; one of the backends serves "add" itself.
DispatchProgram random_dispatch() {
  DispatchProgram program{.registrations = {}, .operation = "add", .keys = {}};
  const int64_t backend = between(rng(), kCpu, kCuda);
  program.keys.push_back(backend);
  program.registrations.push_back({"add", backend, "add of the backend"});
  for (int64_t key = kCpu; key < kDispatchKeys; ++key) {
    if (key != backend && rng().below(2) == 0) program.keys.push_back(key);
    if (rng().below(2) == 0) program.registrations.push_back({"add", key, text("add under key ", key)});
    if (rng().below(3) == 0) program.registrations.push_back({"", key, text("fallback under key ", key)});
    if (rng().below(3) == 0) program.registrations.push_back({"mul", key, "of another operation"});
  }
  std::reverse(program.registrations.begin(), program.registrations.end());
  return program;
}

}  // namespace

LAB_TEST("1.8", "example", "the step of the handout: g + mu velocity, where the velocity will carry w") {
  const List gradients = {from_values({0.5, -0.25}, {2}), from_values({1, 0.5}, {2})};
  const Values in = sgd_inputs(from_values({1, -2}, {2}), zeros({2}), gradients, {.lr = 0.1, .momentum = 0.9});
  const Values got = student("nesterov_step", in);
  expect_close(got["w"], from_values({0.6745, -2.02725}, {2}), kElements, "w after two steps");
  expect_close(got["velocity"], from_values({1.45, 0.275}, {2}), kElements, "velocity after two steps");
}

LAB_TEST("1.8", "property", "as SGD without momentum; with it, 20 steps agree with float64") {
  for (const double momentum : {0.0, 0.5, 0.95})
    expect_sgd("nesterov_step", sgd_inputs(randn({5, 7}, rng()), randn({5, 7}, rng()), random_gradients({5, 7}, 20),
                                           {.lr = 0.05, .momentum = momentum, .weight_decay = 0.02}));
}

LAB_TEST("1.8", "edges", "0 to 100,003 elements, inside a bucket; wrong shapes are errors") {
  for (const int64_t n : {0, 1, 31, 32, 33, 100003})
    expect_sgd("nesterov_step", sgd_inputs(rand({n}, rng()), zeros({n}), random_gradients({n}, 1),
                                           {.lr = 0.1, .momentum = 0.9, .weight_decay = 0.1}));
  const Tensor w = zeros({2, 3}), other = zeros({3, 2});
  expect_error("nesterov_step", sgd_inputs(w, w, {other}, {}), ErrorKind::shape, {"(2,3)", "(3,2)"});
  expect_error("nesterov_step", sgd_inputs(w, other, {w}, {}), ErrorKind::shape, {"(2,3)", "(3,2)"});
}

LAB_TEST("1.9", "example", "autograd is asked first and hands the call on to the backend") {
  DispatchProgram program{.registrations = {{"add", kCpu, "add on the CPU"}, {"add", kAutograd, "recorded add"}},
                          .operation = "add",
                          .keys = {kCpu, kAutograd}};
  expect_dispatch(program);
  program.registrations.push_back({"add", kCpu, "a better add on the CPU"});
  expect_dispatch(program);
  program.keys = {kCpu};
  expect_dispatch(program);
}

LAB_TEST("1.9", "order",
         "keys take turns from trace down to cpu; those without a function are skipped; none is an error") {
  DispatchProgram program{.registrations = {}, .operation = "add", .keys = {kCpu, kAutocast, kAutograd, kTrace}};
  for (const int64_t key : {kAutograd, kCpu, kTrace, kCuda, kAutocast})
    program.registrations.push_back({"add", key, text("add under key ", key)});
  expect_dispatch(program);
  program.keys = {kCuda, kTrace};
  expect_dispatch(program);
  program.registrations.erase(program.registrations.begin() + 2);  // trace has none now
  expect_dispatch(program);
  const Tensor x = zeros({1});
  for (const std::vector<int64_t>& keys : {std::vector<int64_t>{kTrace}, {}}) {
    program.keys = keys;
    expect_error("dispatch", dispatch_inputs(program, x, x), ErrorKind::value, {"[add]"});
  }
  program.registrations = {{"mul", kCpu, "of another operation"}, {"add", kAutograd, "recorded add"}};
  program.keys = {kCpu, kAutograd};  // the wrapper is called, and finds nobody to call on
  expect_error("dispatch", dispatch_inputs(program, x, x), ErrorKind::value, {"[add]"});
}

LAB_TEST("1.9", "fallback", "a fallback serves under its key what has no function of its own there") {
  DispatchProgram program{.registrations = {{"add", kCpu, "add on the CPU"},
                                            {"add", kAutograd, "recorded add"},
                                            {"", kTrace, "trace anything"},
                                            {"", kCpu, "slow CPU"}},
                          .operation = "add",
                          .keys = {kCpu, kAutograd, kTrace}};
  expect_dispatch(program);
  program.registrations.push_back({"", kTrace, "trace anything, better"});
  expect_dispatch(program);
  for (int i = 0; i < 20; ++i) expect_dispatch(random_dispatch());
}
