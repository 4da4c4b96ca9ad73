/// @file
/// Given: the ids of pieces that were met before, and who finds those of new ones.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"

namespace llmsys::lab05 {

/// Ids by piece: a text has far fewer different pieces than pieces. It holds at most `capacity` of them, and none of more
/// than kMaxBytes, so its memory is bounded whatever it is asked for. Not for several threads at once.
class PieceCache {
 public:
  /// Most bytes of a piece that is kept: real words are shorter, and long ones hardly come twice.
  static constexpr size_t kMaxBytes = 256;
  /// Pieces, if nothing else is asked for: about 10 MB.
  static constexpr size_t kDefaultCapacity = size_t{1} << 16;

  /// Empty.
  explicit PieceCache(size_t capacity = kDefaultCapacity) : capacity_(capacity) {}

  /// The ids of that piece, or null. The pointer is good until the next insert() or clear().
  [[nodiscard]] const std::vector<int64_t>* find(std::string_view piece) const {
    const auto found = ids_.find(piece);
    return found == ids_.end() ? nullptr : &found->second;
  }
  /// Whether insert() takes it: there is room, and the piece is not too long.
  [[nodiscard]] bool takes(std::string_view piece) const {
    return ids_.size() < capacity_ && piece.size() <= kMaxBytes;
  }
  /// Keeps the ids of a piece.  @throws ValueError unless takes(piece)
  void insert(std::string_view piece, std::vector<int64_t> ids);
  /// How many pieces it holds.
  [[nodiscard]] size_t size() const { return ids_.size(); }

 private:
  struct Hash {
    using is_transparent = void;  // looks a view up without making a string
    size_t operator()(std::string_view piece) const { return std::hash<std::string_view>()(piece); }
  };

  size_t capacity_;
  std::unordered_map<std::string, std::vector<int64_t>, Hash, std::equal_to<>> ids_;
};

/// The ids of a piece that is not in the cache: a token as a whole where the vocabulary wants that; else encode_piece(),
/// or encode_long_piece() from kLongPiece bytes on.
std::vector<int64_t> ids_of_piece(const BpeModel& model, std::string_view piece);

/// From here on a heap is faster than looking through all pairs.
inline constexpr size_t kLongPiece = 256;

}  // namespace llmsys::lab05
