// Given: who encodes a piece.
#include "labs/05_tokenizer/piece_cache.h"

#include "framework/base/error.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/long_piece.h"

namespace llmsys::lab05 {

void PieceCache::insert(std::string_view piece, std::vector<int64_t> ids) {
  LLMSYS_CHECK(ValueError, takes(piece), "[PieceCache] holds ", ids_.size(), " of ", capacity_,
               " pieces, and was given one of ", piece.size(), " bytes (at most ", kMaxBytes, "): ask takes() first");
  ids_.insert_or_assign(std::string(piece), std::move(ids));
}

std::vector<int64_t> ids_of_piece(const BpeModel& model, std::string_view piece) {
  if (model.work() != nullptr) ++model.work()->pieces;
  if (const int64_t id = model.id_of_whole_piece(piece); id >= 0) return {id};
  return piece.size() < kLongPiece ? encode_piece(model, piece) : encode_long_piece(model, piece);
}

}  // namespace llmsys::lab05
