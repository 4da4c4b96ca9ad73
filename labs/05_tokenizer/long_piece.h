/// @file
/// Task 5.6 (challenge): a piece of n bytes in n log n steps.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"

namespace llmsys::lab05 {

/// The same ids as encode_piece(), in O(n log n) time and at most 3 lookups a byte, however long the piece is.
std::vector<int64_t> encode_long_piece(const BpeModel& model, std::string_view piece);

}  // namespace llmsys::lab05
