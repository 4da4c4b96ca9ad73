#include "datasets/gen/exercises/brackets.h"

#include <string_view>

#include "framework/base/error.h"
#include "framework/base/rng.h"

namespace llmsys::corpora {

Exercise dyck(const DyckOptions& options, uint64_t seed, int64_t index) {
  LLMSYS_CHECK(ValueError, options.length >= 1, "[dyck] length must be at least 1, got ", options.length);
  LLMSYS_CHECK(ValueError, options.depth >= 1, "[dyck] depth must be at least 1, got ", options.depth);
  LLMSYS_CHECK(ValueError, index >= 0, "[dyck] index must not be negative, got ", index);
  constexpr std::string_view kOpen = "([", kClose = ")]";
  Rng rng(seed, static_cast<uint64_t>(index));
  std::string question, open;  // `open`: what would close, the outermost first
  for (int64_t i = 0; i < options.length; ++i) {
    const bool full = static_cast<int64_t>(open.size()) == options.depth;
    const bool last = open.size() == 1 && i + 1 == options.length;  // to close it would leave no question
    if (open.empty() || (!full && (last || rng.below(2) == 0))) {
      const uint64_t kind = rng.below(kOpen.size());
      question += kOpen[kind];
      open += kClose[kind];
    } else {
      question += open.back();
      open.pop_back();
    }
  }
  return {question + ":", std::string(open.rbegin(), open.rend())};
}

}  // namespace llmsys::corpora
