/// @file
/// Graphs for task 1.4 and the checks of their order and of their gradients, which public and hidden tests share.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "autograder/01_autodiff/graph_program.h"
#include "autograder/01_autodiff/random_inputs.h"
#include "autograder/01_autodiff/reference/graph.h"
#include "autograder/judge/lab_test.h"

namespace llmsys::lab01 {

/// A graph of nodes without operations: each edge leads from a user to one of its inputs, or to -1.
struct PlainGraph {
  int64_t nodes = 0;           ///< numbered 0 .. nodes - 1
  std::vector<int64_t> edges;  ///< user, input, user, input, ...
  std::vector<int64_t> roots;  ///< may repeat; -1 is no node

  /// Adds an edge.
  void edge(int64_t user, int64_t input) { edges.insert(edges.end(), {user, input}); }
};

/// The same graph with other numbers for its nodes: nobody can guess the order from the numbers.
inline PlainGraph renumbered(const PlainGraph& graph) {
  std::vector<int64_t> number(static_cast<size_t>(graph.nodes));
  for (size_t i = 0; i < number.size(); ++i) number[i] = static_cast<int64_t>(i);
  for (size_t i = number.size(); i > 1; --i) std::swap(number[i - 1], number[rng().below(i)]);
  PlainGraph out = graph;
  for (std::vector<int64_t>* ids : {&out.edges, &out.roots})
    for (int64_t& id : *ids)
      if (id >= 0) id = number[static_cast<size_t>(id)];
  return out;
}

/// The student's order must hold what the roots were computed from, each node once, inputs before users.
void expect_order(const PlainGraph& graph);

/// How a program's graph is walked.
struct WalkOptions {
  int64_t passes = 1;   ///< backward passes
  bool retain = true;   ///< keeps the graph after each
  bool counted = true;  ///< counts calls
};

/// Inputs of scenario backward.
Values walk_inputs(const GraphProgram& program, const WalkOptions& options);

/// The student's gradients must be the reference's, each node called once, and the given gradients unchanged.
void expect_walk(const GraphProgram& program, const WalkOptions& options = {});

/// As expect_walk; the first leaf's gradient must also be `value` in all its elements.
void expect_gradient(const GraphProgram& program, double value, const WalkOptions& options = {});

/// Leaves between -1 and 1, random steps on any earlier values, bounded results; the last value is a root.
GraphProgram random_program(int64_t steps);

/// x -> (x/2, -x) -> their sum -> ..., that many times: 2^rungs paths, 3 rungs nodes. The slope is (-1/2)^rungs.
GraphProgram ladder(int64_t rungs);

/// One leaf of that value, (n).
GraphProgram one_leaf(double value, int64_t n = 2);

/// The gradient that a test starts from: `value` everywhere.
inline Tensor gradient_of(double value, int64_t n = 2) { return full({n}, value, DType::f64); }

}  // namespace llmsys::lab01
