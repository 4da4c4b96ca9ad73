/// @file
/// Wrong walks through a graph, each wrong in one way, in the order in which the handout's search meets the nodes.
#pragma once
#include "autograder/01_autodiff/reference/graph.h"

namespace llmsys::lab01::reference {

/// What is wrong.
enum class WalkMistake {
  inputs_first,    ///< nodes are visited before their users, so that nothing goes beyond the roots' makers
  overwrites,      ///< a second gradient replaces the first
  in_place,        ///< a second gradient is added into the first one's elements, whoever shares them
  every_path,      ///< each gradient is passed on as it comes, so that rules are called once for each path
  output_ignored,  ///< the gradients of all outputs of a node are added to its first
  static_state,    ///< a rule that calls backward itself makes the outer pass forget what waits
};

/// One pass with that mistake.  @throws ValueError if it would take too long
Walk mistaken_walk(const GraphProgram& program, WalkMistake mistake);

/// How a graph is searched.
enum class Search {
  users_first,     ///< depth first, written down backwards
  on_entry,        ///< depth first, a node is written down when the search enters it (pre-order)
  without_memory,  ///< depth first, and nodes that were seen are searched again
};

/// The order that a wrong search gives of scenario topological_order's graph.  @throws ValueError if it is too long
std::vector<int64_t> mistaken_order(const Values& in, Search search);

}  // namespace llmsys::lab01::reference
