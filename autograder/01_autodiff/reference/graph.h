/// @file
/// Right answers to lab 01's task 1.4, and wrong ones: a tape of doubles that knows nothing of nodes and tensors.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "autograder/01_autodiff/graph_program.h"

namespace llmsys::lab01::reference {

/// Elements of one value, or of one gradient; several slots may share them, as tensors do.
using Elements = std::shared_ptr<std::vector<double>>;

/// What a walk gives.
struct Walk {
  std::vector<Elements> gradients;  ///< of each leaf; null if none reached it
  std::vector<int64_t> calls;       ///< of each value's rule
  std::vector<Elements> given;      ///< the roots' gradients, afterwards
};

/// A program's values, and the rule of each of its nodes.
class Tape {
 public:
  /// Computes all values.
  explicit Tape(const GraphProgram& program);

  /// A leaf or a step.
  struct Node {
    GraphOp op = GraphOp::add;     ///< of a step
    std::vector<int64_t> inputs;   ///< values; none of a leaf
    std::vector<int64_t> outputs;  ///< values
  };
  /// Leaves, then steps.
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  /// The node that made a value.
  [[nodiscard]] size_t maker(int64_t value) const { return makers_[static_cast<size_t>(value)]; }
  /// The gradients of a node's inputs from those of its outputs; null is zero. Some share the elements they came in.
  [[nodiscard]] std::vector<Elements> rule(size_t node, const std::vector<Elements>& gradients) const;
  /// The gradients that the roots start with, copied.
  [[nodiscard]] std::vector<Elements> given() const;
  /// The program.
  [[nodiscard]] const GraphProgram& program() const { return program_; }

 private:
  void compute(const Node& node);

  GraphProgram program_;
  std::vector<Node> nodes_;
  std::vector<size_t> makers_;
  std::vector<std::vector<double>> values_;
};

/// The gradients after that many passes: goes through the steps from the last to the first.
Walk backward(const GraphProgram& program, int64_t passes = 1);

/// What scenario backward answers when a walk ended so.
Values to_answer(const GraphProgram& program, const Walk& walk);

}  // namespace llmsys::lab01::reference
