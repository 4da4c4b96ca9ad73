/// @file
/// One of several.
#pragma once
#include <span>

#include "framework/base/rng.h"

namespace llmsys::corpora {

/// Each with the same probability.  @throws ValueError if there is none
template <class T>
const T& pick(std::span<const T> items, Rng& rng) {
  return items[rng.below(items.size())];
}

/// As above, of a vector.
template <class Range>
const auto& pick(const Range& items, Rng& rng) {
  return items[rng.below(items.size())];
}

}  // namespace llmsys::corpora
