/// @file
/// Worker side of graph_program.h: computes a program's values with recorded operations and counts who is called.
#pragma once
#include <vector>

#include "autograder/01_autodiff/graph_program.h"

namespace llmsys::lab01 {

/// How often a backward pass called the node of each value. Must outlive the graph that it watches.
class CallCounter {
 public:
  /// Of a program with that many values.
  explicit CallCounter(int64_t values) : calls_(static_cast<size_t>(values), 0) {}
  /// One more call.  @throws ValueError after 300,000: the pass walks along every path
  void called(int64_t value);
  /// Counts the gradients that reach x.
  void watch(const Tensor& x, int64_t value);
  /// i64 (values).
  [[nodiscard]] Tensor calls() const { return from_vector(calls_); }

 private:
  std::vector<int64_t> calls_;
  int64_t total_ = 0;
};

/// All values of a program, recorded: leaves are leaves.
/// @param counter  watches them; null: nobody does
std::vector<Tensor> compute(const GraphProgram& program, CallCounter* counter);

/// The values to start from.
std::vector<Tensor> roots_of(const GraphProgram& program, const std::vector<Tensor>& values);

}  // namespace llmsys::lab01
