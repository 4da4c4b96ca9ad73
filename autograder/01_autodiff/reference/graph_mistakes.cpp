#include "autograder/01_autodiff/reference/graph_mistakes.h"

#include <algorithm>
#include <functional>

namespace llmsys::lab01::reference {
namespace {

constexpr size_t kMaxVisits = 20000;  // recursion is fine here: larger graphs are not explained

using Inputs = std::vector<std::vector<int64_t>>;

// Depth first from the roots, inputs in order; negative ones lead nowhere.
std::vector<int64_t> search_from(const std::vector<int64_t>& roots, const Inputs& inputs, bool on_entry, bool memory) {
  std::vector<int64_t> order;
  std::vector<bool> seen(inputs.size(), false);
  size_t visits = 0;
  const std::function<void(int64_t)> visit = [&](int64_t node) {
    if (node < 0 || (memory && seen[static_cast<size_t>(node)])) return;
    LLMSYS_CHECK(ValueError, ++visits <= kMaxVisits, "[search_from] the graph is too large to be explained");
    seen[static_cast<size_t>(node)] = true;
    if (on_entry) order.push_back(node);
    for (const int64_t input : inputs[static_cast<size_t>(node)]) visit(input);
    if (!on_entry) order.push_back(node);
  };
  for (const int64_t root : roots) visit(root);
  return order;
}

// A walk in progress: the gradients of each value so far.
class Sums {
 public:
  Sums(const Tape& tape, WalkMistake mistake) : tape_(tape), mistake_(mistake), sums_(tape.nodes().size()) {
    for (size_t i = 0; i < sums_.size(); ++i) sums_[i].resize(tape.nodes()[i].outputs.size());
  }
  void add(int64_t value, const Elements& gradient) {
    if (!gradient) return;
    const size_t node = tape_.maker(value);
    const int64_t output = mistake_ == WalkMistake::output_ignored ? 0 : value - tape_.nodes()[node].outputs.front();
    Elements& slot = sums_[node][static_cast<size_t>(output)];
    if (!slot || mistake_ == WalkMistake::overwrites) {
      slot = gradient;
    } else {
      if (mistake_ != WalkMistake::in_place) slot = std::make_shared<std::vector<double>>(*slot);
      for (size_t i = 0; i < slot->size(); ++i) (*slot)[i] += (*gradient)[i];
    }
  }
  void forget() {
    for (std::vector<Elements>& slots : sums_) slots.assign(slots.size(), nullptr);
  }
  const std::vector<Elements>& of(size_t node) const { return sums_[node]; }

 private:
  const Tape& tape_;
  WalkMistake mistake_;
  std::vector<std::vector<Elements>> sums_;
};

Walk empty_walk(const Tape& tape) {
  const GraphProgram& program = tape.program();
  return {.gradients = std::vector<Elements>(program.leaves.size()),
          .calls = std::vector<int64_t>(static_cast<size_t>(program.value_count), 0),
          .given = tape.given()};
}

// Notes the call of a node; leaves keep a copy of what they get.
void note_call(const Tape& tape, size_t node, const std::vector<Elements>& gradients, Walk& walk) {
  const std::vector<int64_t>& outputs = tape.nodes()[node].outputs;
  for (size_t i = 0; i < outputs.size(); ++i)
    if (gradients[i]) ++walk.calls[static_cast<size_t>(outputs[i])];
  if (node >= walk.gradients.size()) return;
  Elements& sum = walk.gradients[node];
  if (!sum) sum = std::make_shared<std::vector<double>>(gradients[0]->size(), 0.0);
  for (size_t i = 0; i < sum->size(); ++i) (*sum)[i] += (*gradients[0])[i];
}

Walk walk_every_path(const Tape& tape) {
  Walk walk = empty_walk(tape);
  size_t visits = 0;
  const std::function<void(int64_t, const Elements&)> visit = [&](int64_t value, const Elements& gradient) {
    if (!gradient) return;
    LLMSYS_CHECK(ValueError, ++visits <= kMaxVisits, "[walk_every_path] the graph is too large to be explained");
    const size_t node = tape.maker(value);
    std::vector<Elements> gradients(tape.nodes()[node].outputs.size());
    gradients[static_cast<size_t>(value - tape.nodes()[node].outputs.front())] = gradient;
    note_call(tape, node, gradients, walk);
    const std::vector<Elements> result = tape.rule(node, gradients);
    for (size_t i = 0; i < result.size(); ++i) visit(tape.nodes()[node].inputs[i], result[i]);
  };
  for (size_t i = 0; i < walk.given.size(); ++i) visit(tape.program().roots[i], walk.given[i]);
  return walk;
}

}  // namespace

Walk mistaken_walk(const GraphProgram& program, WalkMistake mistake) {
  const Tape tape(program);
  if (mistake == WalkMistake::every_path) return walk_every_path(tape);
  Inputs inputs;  // of each node, as nodes
  for (const Tape::Node& node : tape.nodes()) {
    inputs.emplace_back();
    for (const int64_t value : node.inputs) inputs.back().push_back(static_cast<int64_t>(tape.maker(value)));
  }
  Walk walk = empty_walk(tape);
  Sums sums(tape, mistake);
  std::vector<int64_t> roots;
  for (size_t i = 0; i < program.roots.size(); ++i) {
    sums.add(program.roots[i], walk.given[i]);
    roots.push_back(static_cast<int64_t>(tape.maker(program.roots[i])));
  }
  std::vector<int64_t> order = search_from(roots, inputs, false, true);
  if (mistake == WalkMistake::inputs_first) std::reverse(order.begin(), order.end());
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    const auto node = static_cast<size_t>(*at);
    const std::vector<Elements>& gradients = sums.of(node);
    if (std::none_of(gradients.begin(), gradients.end(), [](const Elements& g) { return g != nullptr; })) continue;
    note_call(tape, node, gradients, walk);
    const std::vector<Elements> result = tape.rule(node, gradients);
    if (mistake == WalkMistake::static_state && tape.nodes()[node].op == GraphOp::recompute) sums.forget();
    for (size_t i = 0; i < result.size(); ++i) sums.add(tape.nodes()[node].inputs[i], result[i]);
  }
  return walk;
}

std::vector<int64_t> mistaken_order(const Values& in, Search search) {
  Inputs inputs(static_cast<size_t>(in["nodes"].integer()));
  const std::vector<int64_t> edges = to_vector<int64_t>(in["edges"].tensor());
  for (size_t e = 0; e < edges.size(); e += 2) inputs[static_cast<size_t>(edges[e])].push_back(edges[e + 1]);
  std::vector<int64_t> order =
      search_from(in["roots"].integers(), inputs, search == Search::on_entry, search != Search::without_memory);
  if (search == Search::users_first) std::reverse(order.begin(), order.end());
  return order;
}

}  // namespace llmsys::lab01::reference
