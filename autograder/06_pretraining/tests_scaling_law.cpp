// Lab 06, task 6.11: scaling laws.
#include <cmath>

#include "autograder/06_pretraining/data_inputs.h"

using namespace llmsys;
using namespace llmsys::lab06;

namespace {

std::vector<double> random_law() {
  return {1 + rng().uniform(), 50 + 400 * rng().uniform(), 0.25 + 0.3 * rng().uniform(), 50 + 400 * rng().uniform(),
          0.25 + 0.3 * rng().uniform()};
}

double loss_of(const std::vector<double>& law, double parameters, double tokens) {
  return reference::answer("predicted_loss",
                           {{"law", to_list(law)}, {"parameters", parameters}, {"tokens", tokens}})["loss"]
      .number();
}

// A grid of runs that obey the law.
Values runs_of(const std::vector<double>& law, int sizes, int lengths) {
  std::vector<double> runs;
  for (int i = 0; i < sizes; ++i)
    for (int j = 0; j < lengths; ++j) {
      const double n = 1e5 * std::pow(4, i), d = 1e6 * std::pow(5, j);
      runs.insert(runs.end(), {n, d, loss_of(law, n, d)});
    }
  return {{"runs", to_list(runs)}};
}

void expect_near(const Value& got, double want, double relative, const std::string& what) {
  expect_close(got, want, relative * std::abs(want), what);
}

}  // namespace

LAB_TEST("6.11", "fit", "a law is found again from runs that obey it, and predicts others") {
  std::vector<std::vector<double>> laws = {{1.5, 3e6, 1.3, 200, 0.3}, {2, 20, 0.08, 80, 0.5}, {2, 80, 0.5, 20, 0.08}};
  for (int i = 0; i < 4; ++i) laws.push_back(random_law());
  for (const std::vector<double>& law : laws) {
    const List got = student("fit_scaling_law", runs_of(law, 4, 4))["law"].list();
    expect(got.size() == law.size(), "a law has five numbers");
    expect_near(got[2], law[2], 1e-2, "alpha");
    expect_near(got[4], law[4], 1e-2, "beta");
    expect_near(got[0], law[0], 1e-2, "irreducible loss");
    expect_near(got[1], law[1], 0.1, "A");
    expect_near(got[3], law[3], 0.1, "B");
    const Values far = {{"law", got}, {"parameters", 1e9}, {"tokens", 1e11}};
    expect_near(student("predicted_loss", far)["loss"], loss_of(law, 1e9, 1e11), 1e-2, "loss of a larger run");
  }
  const Values chinchilla = {
      {"law", to_list({1.69, 406.4, 0.34, 410.7, 0.28})}, {"parameters", 70e9}, {"tokens", 1.4e12}};
  expect_near(student("predicted_loss", chinchilla)["loss"], loss_of({1.69, 406.4, 0.34, 410.7, 0.28}, 70e9, 1.4e12),
              1e-12, "loss of Chinchilla");
}

LAB_TEST("6.11", "optimum", "no other way to spend a budget has a lower loss") {
  for (int i = 0; i < 10; ++i) {
    const Values in = {{"law", to_list(random_law())}, {"flops", std::pow(10, 15 + 9 * rng().uniform())}};
    const Values got = student("compute_optimal", in), want = reference::answer("compute_optimal", in);
    for (const char* what : {"parameters", "tokens"}) expect_near(got[what], want[what].number(), 1e-6, what);
  }
}

LAB_TEST("6.11", "edges", "five runs are enough; too few, alike or broken ones, and no budget, are a ValueError") {
  const std::vector<double> law = {1.5, 100, 0.4, 120, 0.35};
  Values five = runs_of(law, 2, 3);
  List numbers = five["runs"].list();
  numbers.erase(numbers.begin() + 15, numbers.end());
  const List got = student("fit_scaling_law", {{"runs", numbers}})["law"].list();
  expect(got.size() == 5 && std::isfinite(got[0].number()), "a law of five runs has finite numbers");
  for (const Values& wrong : {runs_of(law, 1, 6), runs_of(law, 6, 1), runs_of(law, 2, 2), Values{{"runs", List{}}}})
    expect_error("fit_scaling_law", wrong, ErrorKind::value, {});
  for (const double broken : {0.0, -1.0, std::nan("")}) {
    List with_broken = five["runs"].list();
    with_broken[4] = broken;
    expect_error("fit_scaling_law", {{"runs", with_broken}}, ErrorKind::value, {});
    expect_error("compute_optimal", {{"law", to_list(law)}, {"flops", broken}}, ErrorKind::value, {});
  }
}
