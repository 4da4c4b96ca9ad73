/// @file
/// Task 1.4: the backward pass.
#pragma once
#include <span>
#include <vector>

#include "framework/autograd/node.h"

namespace llmsys::lab01 {

/// All nodes that the roots were computed from, and the roots themselves: each once, inputs before users.
///
/// Edges lead from a node to those of its inputs, `node->inputs()[i].node.get()`; a null one leads nowhere. A depth-first
/// search that writes a node down when it leaves it (post-order) has this order. Without recursion: a graph of 100,000
/// nodes must not overflow the stack. (Cormen et al. 2009, "Introduction to Algorithms", 3rd ed., sec. 22.4.)
/// @param roots  may repeat, may be each other's inputs, may be null
std::vector<Node*> topological_order(std::span<Node* const> roots);

/// Sends a gradient from each root to all leaves.
///
/// Users before inputs, so that a node's gradient is complete before its apply() is called, once. What several users
/// send to one output is added up. A node that no gradient reaches is not called. A gradient is dropped as soon as it
/// was used: a long chain needs memory for a few at a time.
///
/// A rule may call backward itself, on a graph of its own, while this pass is under way (checkpointing does): keep what
/// you collect in local variables.
/// @param roots         tensors with a node; the same one may come twice
/// @param gradients     dL/droot for each, of its shape
/// @param retain_graph  keeps what the graph saved, for another pass
void backward(std::span<const Tensor> roots, std::span<const Tensor> gradients, bool retain_graph);

}  // namespace llmsys::lab01
