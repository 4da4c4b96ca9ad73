/// @file
/// Task 5.4: the ids of a text, or of as much of it as is certain.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"
#include "labs/05_tokenizer/piece_cache.h"

namespace llmsys::lab05 {

/// Appends the ids of a text's beginning, as far as they are certain: all of it if nothing follows.
///
/// Added tokens are found first (BpeModel::find_added). What lies before one, behind it or between two is cut into pieces
/// as if it were a text of its own. A piece's ids come from the cache, or else from ids_of_piece() and then, if the
/// cache takes them, into the cache.
/// @param more  whether more text may follow: then only pieces count that are certain, or that an added token ends
/// @return how many bytes of `text` these ids are: text.size() if nothing follows
size_t encode_some(const BpeModel& model, PieceCache& cache, std::string_view text, bool more,
                   std::vector<int64_t>& ids);

}  // namespace llmsys::lab05
