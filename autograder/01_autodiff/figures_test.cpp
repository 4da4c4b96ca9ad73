// The figures of lab 01's handout, drawn by the solution. After a wanted change, draw them again and look at them:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/labs/01_autodiff/lab01_handout_test [figures]
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "autograder/01_autodiff/graph_figure.h"
#include "framework/autograd/leaf.h"
#include "framework/plot/plot.h"
#include "framework/tensor/factories.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/backward.h"
#include "labs/01_autodiff/ops.h"
#include "labs/01_autodiff/optimizers.h"

using namespace llmsys;
using namespace llmsys::lab01;

namespace {

void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = llmsys::testing::source_root() + "/labs/01_autodiff/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) llmsys::testing::write_file(path, svg);
  CHECK(svg == llmsys::testing::read_file(path));
}

// What happens in one walk: what each node was called with, and what its rule sent to each of its inputs.
struct Walk {
  std::map<const Node*, Tensor> got;
  std::map<std::pair<const Node*, size_t>, Tensor> sent;
};

// Calls each node of `order` once, with what has come to it by then; dL/droot = 1.
Walk walk(const std::vector<Node*>& order, const Tensor& root) {
  std::map<const Node*, Tensor> sums{{root.node(), ones(root.shape())}};
  Walk out;
  for (Node* node : order) {
    out.got[node] = sums[node];
    const Gradients gradients = node->apply({sums[node]}, true);
    for (size_t i = 0; i < gradients.size(); ++i) {
      const Node* source = node->inputs()[i].node.get();
      if (source == nullptr) continue;
      out.sent[{node, i}] = gradients[i];
      Tensor& sum = sums[source];
      sum = sum.defined() ? raw::add(sum, gradients[i]) : gradients[i];
    }
  }
  return out;
}

std::vector<Node*> users_first(const Tensor& root) {
  Node* const node = root.node();
  const std::vector<Node*> order = topological_order({&node, 1});
  return {order.rbegin(), order.rend()};
}

// Depth first, each node called as the search meets it.
void as_met(Node* node, std::vector<Node*>& order) {
  if (std::find(order.begin(), order.end(), node) != order.end()) return;
  order.push_back(node);
  for (const Edge& edge : node->inputs())
    if (edge.node) as_met(edge.node.get(), order);
}

// The number of `node` in `order`, counted from the loss.
int place(const std::vector<Node*>& order, const Node* node) {
  return static_cast<int>(std::find(order.begin(), order.end(), node) - order.begin()) + 1;
}

// "7", "0.2458"
std::string number(const Tensor& x) {
  std::string out = rows_of(x, 4).front();
  if (out.ends_with('.')) out.pop_back();
  return out;
}

// One half of the diamond's figure, from `top` on: the graph, what each node was called with, what it sent.
void add_diamond(GraphFigure& figure, double top, const std::string& heading, bool right_order) {
  const Tensor w = set_requires_grad(scalar(-3)), x = neg(w), square = mul(x, x), y = add(x, square);
  std::vector<Node*> order = users_first(y);
  if (!right_order) as_met(y.node(), order = {});
  const Walk way = walk(order, y);
  const size_t first = figure.boxes.size();
  const auto box = [&](const Tensor& t, double at_x, double at_y, const std::string& title) {
    figure.boxes.push_back({at_x, top + at_y, title, "= " + number(t), place(order, t.node())});
    figure.notes.push_back({at_x - 40, top + at_y + 42, {"gets " + number(way.got.at(t.node()))}, Flow::gradient});
  };
  box(w, 80, 160, "w"), box(x, 280, 160, "x"), box(square, 490, 90, "x x"), box(y, 700, 160, "y");
  figure.arrows.insert(figure.arrows.end(), {{first, first + 1},
                                             {first + 1, first + 2, -12, -6},
                                             {first + 1, first + 2, -4, 8},
                                             {first + 1, first + 3, 12, 8},
                                             {first + 2, first + 3, 0, -8}});
  const auto sent = [&](const Tensor& user, size_t input) { return number(way.sent.at({user.node(), input})); };
  const std::string late = right_order ? "" : ", too late";
  figure.notes.push_back({24, top + 40, {heading}, Flow::plain});
  figure.notes.push_back({140, top + 152, {sent(x, 0)}, Flow::gradient});
  figure.notes.push_back({284, top + 131, {sent(square, 0) + " + " + sent(square, 1) + late}, Flow::gradient});
  figure.notes.push_back({420, top + 188, {sent(y, 0)}, Flow::gradient});
  figure.notes.push_back({550, top + 82, {sent(y, 1)}, Flow::gradient});
}

// The mean error over 200 points of the central difference of f(x) = x^3 / (1 + x^2), computed in T.
template <class T>
std::vector<double> errors(const std::vector<double>& steps) {
  const auto f = [](T x) { return x * x * x / (1 + x * x); };
  std::vector<double> out;
  for (const double step : steps) {
    Rng rng(1);
    double sum = 0;
    for (int i = 0; i < 200; ++i) {
      const T x = static_cast<T>(1 + rng.uniform()), above = x + static_cast<T>(step), below = x - static_cast<T>(step);
      const double at = static_cast<double>(x), bottom = 1 + at * at;
      const double exact = at * at * (3 + at * at) / (bottom * bottom);
      sum += std::abs(static_cast<double>((f(above) - f(below)) / (above - below)) - exact) / 200;
    }
    out.push_back(sum);
  }
  return out;
}

// w = 1 after each of 200 steps along gradients that alternate between +size and -size.
std::vector<double> decayed(double size, bool decoupled) {
  constexpr double kLambda = 0.5;
  Tensor w = ones({1}), m = zeros({1}), v = zeros({1});
  std::vector<double> path = {1};
  for (int64_t step = 1; step <= 200; ++step) {
    const double penalty = decoupled ? 0 : kLambda * w.at<float>(0);
    const Tensor gradient = full({1}, (step % 2 == 0 ? size : -size) + penalty);
    adamw_step(w, gradient, m, v, step, {.learning_rate = 0.01, .weight_decay = decoupled ? kLambda : 0});
    path.push_back(w.at<float>(0));
  }
  return path;
}

}  // namespace

TEST_CASE("figure: the tape of mean(tanh(X W))", "[figures]") {
  const Tensor X = from_values({1, 0, -1, 0, 2, 1}, {2, 3});
  const Tensor W = set_requires_grad(from_values({0.5, -0.5, 0.25, 0.5, 0, 1}, {3, 2}));
  const Tensor Y = matmul(X, W), H = tanh(Y), loss = mean(H);
  const std::vector<Node*> order = users_first(loss);
  const Walk way = walk(order, loss);
  GraphFigure figure{.title = "The tape of loss = mean(tanh(matmul(X, W)))",
                     .description =
                         "A graph of four nodes, leaf W, matmul, tanh and mean, numbered 1 to 4. Forward "
                         "values are blue, gradients orange.",
                     .width = 965,
                     .height = 390,
                     .boxes = {},
                     .arrows = {{0, 2, 0, -10}, {1, 2, 0, 10}, {2, 3}, {3, 4}},
                     .notes = {}};
  const auto inputs_first = [&](const Tensor& t) {
    return static_cast<int>(order.size()) + 1 - place(order, t.node());
  };
  figure.boxes = {{70, 115, "X", "no node", 0},
                  {70, 285, "W", "leaf", inputs_first(W)},
                  {340, 200, Y.node()->name(), "saves X", inputs_first(Y)},
                  {580, 200, H.node()->name(), "saves its result", inputs_first(H)},
                  {842, 200, loss.node()->name(), "saves nothing", inputs_first(loss)}};
  figure.notes = {{126, 105, rows_of(X, 4), Flow::forward},
                  {126, 134, {"nobody asks"}, Flow::plain},
                  {126, 275, rows_of(W, 4), Flow::forward},
                  {126, 336, rows_of(way.sent.at({Y.node(), 1}), 4), Flow::gradient},
                  {396, 190, rows_of(Y, 4), Flow::forward},
                  {396, 235, rows_of(way.sent.at({H.node(), 0}), 4), Flow::gradient},
                  {636, 190, rows_of(H, 4), Flow::forward},
                  {636, 235, rows_of(way.sent.at({loss.node(), 0}), 4), Flow::gradient},
                  {898, 196, {number(loss)}, Flow::forward},
                  {898, 219, {"1"}, Flow::gradient},
                  {24, 370, {"blue: forward, left to right"}, Flow::forward},
                  {280, 370, {"orange: backward, from node 4 to node 1"}, Flow::gradient}};
  check_figure("tape", draw_graph(figure));
}

TEST_CASE("figure: why order matters", "[figures]") {
  GraphFigure figure{
      .title = "y = x + x x, with x = -w",
      .description =
          "The same graph twice, its nodes numbered in the order in which their rules are "
          "called. Users before inputs: x gets 7 and w gets -7. As a search meets them: x gets 1, w gets -1.",
      .width = 800,
      .height = 490,
      .boxes = {},
      .arrows = {},
      .notes = {}};
  add_diamond(figure, 40, "right: users before inputs", true);
  add_diamond(figure, 265, "wrong: as a search meets them", false);
  check_figure("diamond", draw_graph(figure));
}

TEST_CASE("figure: error of a central difference against its step", "[figures]") {
  std::vector<double> steps;
  for (int k = 44; k >= 0; --k) steps.push_back(std::ldexp(1.0, -k));
  const std::vector<double> small(steps.end() - 23, steps.end());  // in float, x + h is x below 2^-23
  const Plot plot = Plot("Error of a central difference of x^3 / (1 + x^2)")
                        .size(720, 400)
                        .x_axis({.label = "step h", .scale = AxisScale::logarithmic})
                        .y_axis({.label = "mean error", .scale = AxisScale::logarithmic})
                        .line("float32", small, errors<float>(small))
                        .line("float64", steps, errors<double>(steps))
                        .line("h = eps^(1/3), float32", {4.9e-3, 4.9e-3}, {1e-11, 1})
                        .line("h = eps^(1/3), float64", {6.1e-6, 6.1e-6}, {1e-11, 1});
  check_figure("step_size", plot.svg());
}

TEST_CASE("figure: AdamW against Adam with an L2 penalty", "[figures]") {
  std::vector<double> steps;
  for (int step = 0; step <= 200; ++step) steps.push_back(step);
  const Plot plot = Plot("One weight under decay, gradients alternate in sign")
                        .size(720, 400)
                        .x_axis({.label = "step"})
                        .y_axis({.label = "w"})
                        .line("AdamW, gradients of 0.1", steps, decayed(0.1, true))
                        .line("AdamW, gradients of 10", steps, decayed(10, true))
                        .line("Adam + L2, gradients of 0.1", steps, decayed(0.1, false))
                        .line("Adam + L2, gradients of 10", steps, decayed(10, false));
  check_figure("decay", plot.svg());
}
