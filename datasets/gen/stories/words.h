/// @file
/// Words that any story may use.
#pragma once
#include <map>
#include <string_view>

#include "datasets/gen/stories/plot.h"

namespace llmsys::corpora {

/// Lists by the slot that draws from them: "colour", "trait", "snack".
const std::map<std::string_view, Patterns>& word_lists();

}  // namespace llmsys::corpora
