/// @file
/// Task 5.3: the ids of one piece.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"

namespace llmsys::lab05 {

/// The ids of a piece: it begins as its bytes; while any two neighbours merge, the two with the lowest rank become one,
/// of several with that rank the leftmost.
/// @param piece  any bytes; no ids if there are none
std::vector<int64_t> encode_piece(const BpeModel& model, std::string_view piece);

}  // namespace llmsys::lab05
