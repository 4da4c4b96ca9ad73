// Lab 06, tasks 6.6 and 6.7: learning rates and clipping.
#include <cmath>
#include <limits>

#include "autograder/06_pretraining/data_inputs.h"
#include "framework/tensor/raw.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

Values schedule(const std::string& kind, int64_t warm_up, int64_t decay, int64_t steps, double lowest) {
  std::vector<int64_t> at;
  for (int64_t step = 1; step <= steps + 3; ++step) at.push_back(step);
  return {{"kind", kind},   {"peak", 0.8},    {"lowest", lowest}, {"warm_up", warm_up},
          {"decay", decay}, {"steps", steps}, {"at", at}};
}

void expect_rates(const Values& in) {
  const List got = student("rates", in)["rates"].list(), want = reference::answer("rates", in)["rates"].list();
  expect(got.size() == want.size(), "a rate for each step");
  for (size_t i = 0; i < want.size(); ++i)
    expect_close(got[i], want[i].number(), 1e-12, text("rate of step ", in["at"].integers()[i]));
}

void expect_clipped(const Values& in) {
  const Values got = student("clip", in), want = reference::answer("clip", in);
  expect_close(got["norm"], want["norm"].number(), 1e-6 * want["norm"].number(), "norm");
  const List& gradients = got["gradients"].list();
  expect(gradients.size() == want["gradients"].list().size(), "as many gradients as before");
  for (size_t i = 0; i < gradients.size(); ++i) {
    const Value& one = want["gradients"].list()[i];
    if (one.type_name() == "tensor")
      expect_close(gradients[i], one.tensor(), {.atol = 1e-6, .rtol = 1e-5}, text("gradient ", i));
    if (one.type_name() != "tensor") expect_equal(gradients[i], one, text("gradient ", i, ", which was none"));
  }
}

Tensor random_gradient(double scale) { return raw::mul(randn(Shape(random_shape(rng(), 0, 3, 0, 5)), rng()), scale); }

}  // namespace

LAB_TEST("6.6", "example", "ten steps: two to warm up, then half a cosine, or four at the peak and four down") {
  expect_rates(schedule("cosine", 2, 0, 10, 0.1));
  expect_rates(schedule("wsd", 2, 4, 10, 0));
}

LAB_TEST("6.6", "property",
         "every step of any run has the rate of the formula, and those behind the end the last one's") {
  for (int i = 0; i < 30; ++i) {
    const int64_t steps = between(rng(), 1, 60), warm_up = between(rng(), 0, steps),
                  decay = between(rng(), 0, steps - warm_up);
    expect_rates(schedule("cosine", warm_up, decay, steps, rng().uniform() * 0.8));
    expect_rates(schedule("wsd", warm_up, decay, steps, rng().uniform() * 0.8));
  }
}

LAB_TEST("6.6", "edges",
         "runs of warm-up only, of decay only, of one step; numbers that make no sense are a ValueError") {
  for (const char* kind : {"cosine", "wsd"}) {
    expect_rates(schedule(kind, 5, 0, 5, 0.2));
    expect_rates(schedule(kind, 0, 5, 5, 0.2));
    expect_rates(schedule(kind, 0, 0, 5, 0.8));
    expect_rates(schedule(kind, 0, 0, 1, 0.1));
    expect_rates(schedule(kind, 2, 2, 6, 0));
    const Values good = schedule(kind, 2, 2, 5, 0.1);
    for (const Values& wrong : {Values{{"at", std::vector<int64_t>{0}}}, Values{{"warm_up", 6}},
                                Values{{"warm_up", -1}}, Values{{"lowest", 0.9}}, Values{{"lowest", -0.1}},
                                Values{{"peak", std::nan("")}}, Values{{"warm_up", 0}, {"decay", 0}, {"steps", 0}}})
      expect_error("rates", with(good, wrong), ErrorKind::value, {});
  }
  for (const int64_t decay : {4, -1})
    expect_error("rates", with(schedule("wsd", 2, 2, 5, 0.1), {{"decay", decay}}), ErrorKind::value, {});
}

LAB_TEST("6.7", "example", "gradients (3) and (4) have the norm 5; at most 1 leaves 0.6 and 0.8") {
  const List gradients = {from_values({3}, {1}), from_values({4}, {1})};
  for (const double most : {1.0, 4.9, 5.0, 5.1, 100.0}) expect_clipped({{"gradients", gradients}, {"max_norm", most}});
}

LAB_TEST("6.7", "property", "one factor for all gradients, none where the norm is small enough") {
  for (int i = 0; i < 20; ++i) {
    List gradients;
    for (int64_t n = between(rng(), 0, 5); n > 0; --n) {
      if (rng().below(4) == 0) gradients.emplace_back(false);
      gradients.emplace_back(random_gradient(i % 3 == 0 ? 1e-3 : 10));
    }
    expect_clipped({{"gradients", gradients}, {"max_norm", 0.5 + rng().uniform()}});
  }
  expect_clipped({{"gradients", List{raw::mul(randn({300'001}, rng()), 3)}}, {"max_norm", 1}});
}

LAB_TEST("6.7", "edges", "no gradients, infinite ones and NaN change nothing; a limit of 0 is a ValueError") {
  const double infinity = std::numeric_limits<double>::infinity();
  expect_clipped({{"gradients", List{}}, {"max_norm", 1}});
  expect_clipped({{"gradients", List{false, false}}, {"max_norm", 1}});
  expect_clipped({{"gradients", List{from_values({3, 4}, {2})}}, {"max_norm", infinity}});
  const List views = {randn({3, 5}, rng()), randn({2, 4, 3}, rng())};
  expect_clipped({{"gradients", views}, {"max_norm", 0.5}, {"columns", true}});
  for (const double broken : {infinity, -infinity, std::nan("")}) {
    const Tensor good = from_values({30, 40}, {2}), bad = from_values({broken, 1}, {2});
    const Values got = student("clip", {{"gradients", List{good, bad}}, {"max_norm", 1}});
    expect(!std::isfinite(got["norm"].number()),
           text("a gradient of ", broken, " has a norm of ", got["norm"].number()));
    expect_close(got["gradients"].list()[0], good, {.atol = 0, .rtol = 0}, "the other gradient");
  }
  for (const double wrong : {0.0, -1.0, std::nan("")})
    expect_error("clip", {{"gradients", List{}}, {"max_norm", wrong}}, ErrorKind::value, {});
}
