// Given: pieces counted, and as ids.
#include "labs/05_tokenizer/words.h"

#include <array>
#include <map>
#include <unordered_map>

#include "framework/base/error.h"
#include "framework/data/pieces.h"

namespace llmsys::lab05 {

std::vector<CountedPiece> count_pieces(std::string_view text, SplitRule split) {
  std::unordered_map<std::string_view, int64_t> counts;  // views into `text`
  while (!text.empty()) {
    const size_t length = first_piece(text, split).length;
    ++counts[text.substr(0, length)];
    text.remove_prefix(length);
  }
  const std::map<std::string_view, int64_t> sorted(counts.begin(), counts.end());
  std::vector<CountedPiece> pieces;
  pieces.reserve(sorted.size());
  for (const auto& [bytes, count] : sorted) pieces.push_back({std::string(bytes), count});
  return pieces;
}

Words::Words(const std::vector<CountedPiece>& pieces, const std::vector<std::string>& tokens) {
  std::array<int64_t, 256> id_of_byte;
  id_of_byte.fill(-1);
  for (size_t id = 0; id < tokens.size(); ++id)
    if (tokens[id].size() == 1) id_of_byte[static_cast<unsigned char>(tokens[id][0])] = static_cast<int64_t>(id);
  for (const CountedPiece& piece : pieces) {
    LLMSYS_CHECK(ValueError, !piece.bytes.empty() && piece.count > 0, "[Words] a piece of ", piece.bytes.size(),
                 " bytes occurs ", piece.count, " times: both must be 1 at least");
    std::vector<int64_t> ids;
    for (const char byte : piece.bytes) {
      ids.push_back(id_of_byte[static_cast<unsigned char>(byte)]);
      LLMSYS_CHECK(ValueError, ids.back() >= 0, "[Words] byte ", int{static_cast<unsigned char>(byte)},
                   " is none of the ", tokens.size(), " tokens");
    }
    words_.push_back(std::move(ids));
    counts_.push_back(piece.count);
  }
}

}  // namespace llmsys::lab05
