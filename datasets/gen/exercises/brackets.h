/// @file
/// Dyck-2: two kinds of brackets, nested. What closes them is decided by a stack, so a model has to keep one.
/// Hewitt et al. 2020, "RNNs can generate bounded hierarchical languages", arXiv:2010.07515.
#pragma once
#include <cstdint>

#include "datasets/gen/exercises/exercise.h"

namespace llmsys::corpora {

/// Bounds of the words.
struct DyckOptions {
  int64_t length = 24;  ///< brackets in the question
  int64_t depth = 6;    ///< most of them open at once
};

/// A beginning of `length` brackets, and the only way to close what is open at the shortest: question
/// "([](:", answer "))". At least one bracket is open where the
/// answer begins, but with depth 1 and an even length, where none can be.
/// @throws ValueError if length or depth is below 1, or index is negative
Exercise dyck(const DyckOptions& options, uint64_t seed, int64_t index);

}  // namespace llmsys::corpora
