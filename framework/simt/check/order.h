/// @file
/// Results that depend on the order in which blocks, warps and lanes happen to run.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// What a program computed, by name, on the host.
struct Output {
  std::string name;              ///< how the finding calls it: "y"
  std::vector<std::byte> bytes;  ///< all of it
};

/// How find_order_dependence() goes about it.
struct OrderOptions {
  int orders = 3;        ///< how many other orders are tried
  uint64_t seed = 1;     ///< of the first of them
  double tolerance = 0;  ///< 0: bits count; else outputs are floats that may differ by so much of the largest magnitude
};

/// Runs `program` in the usual order and then in others (ExecutorOptions::order), and compares what it returns. Sums by float
/// atomics differ in the last bits on a GPU, too: give a tolerance. NaN equals NaN.
/// @param program  prepares its inputs anew, launches, and copies the results to the host; the same outputs each time
/// @return a finding of kind order_dependent naming the first element that differs; none if all orders agree
std::optional<Finding> find_order_dependence(const std::function<std::vector<Output>()>& program,
                                             const OrderOptions& options = {});

}  // namespace llmsys::simt
