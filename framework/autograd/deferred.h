/// @file
/// Gradients of the weights, later: backward passes activations' gradients on at once, and computes those of the leaves
/// when somebody has time. Qi et al. 2023, "Zero Bubble Pipeline Parallelism", arXiv:2401.10241, sec. 2: split B and W.
#pragma once
#include <vector>

#include "framework/autograd/node.h"

namespace llmsys {

/// While context().deferred points here, a node asks its rule only for gradients of inputs that are not leaves; the rest
/// of its work waits here. What the node saved stays until run().
/// @code
///   DeferredGradients later;
///   Context mine = context();
///   mine.deferred = &later;
///   { const ContextScope scope(mine); backward(loss); }   // B: the gradient of the stage's input is there
///   send(grad(input));
///   later.run();                                          // W: weights get theirs
/// @endcode
class DeferredGradients {
 public:
  /// Keeps one node's work.
  void add(NodePtr node, Gradients gradients, bool retain);
  /// Nodes whose work waits.
  [[nodiscard]] size_t size() const { return work_.size(); }
  /// Computes all gradients that wait, in the order in which backward met them. Each leaf receives the sum of its own as
  /// soon as it is complete, and its hooks run then: once a run, however many operations or backward passes added to it.
  /// Nothing waits afterwards, even if a rule throws.
  void run();

 private:
  struct Work {
    NodePtr node;
    Gradients gradients;
    bool retain;
  };
  std::vector<Work> work_;
};

}  // namespace llmsys
