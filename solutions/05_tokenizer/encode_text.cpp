// Lab 05, task 5.4: added tokens, pieces, and a cache.
#include "labs/05_tokenizer/encode_text.h"

#include "framework/base/error.h"

namespace llmsys::lab05 {

size_t encode_some(const BpeModel& model, PieceCache& cache, std::string_view text, bool more,
                   std::vector<int64_t>& ids) {
  // About 24 lines: a loop over added tokens, and in it one over the pieces before the next of them.
  // BEGIN SOLUTION task 5.4 encode_some
  size_t used = 0;
  while (true) {
    const AddedMatch added = model.find_added(text.substr(used), more);
    const bool ends = added.length > 0 || !more;  // nothing can follow the part before it
    std::string_view part = text.substr(used, added.begin);
    while (!part.empty()) {
      const Piece next = model.first_piece(part);
      if (!next.certain && !ends) return used;
      const std::string_view piece = part.substr(0, next.length);
      if (const std::vector<int64_t>* known = cache.find(piece)) {
        ids.insert(ids.end(), known->begin(), known->end());
      } else {
        std::vector<int64_t> found = ids_of_piece(model, piece);
        ids.insert(ids.end(), found.begin(), found.end());
        if (cache.takes(piece)) cache.insert(piece, std::move(found));
      }
      part.remove_prefix(next.length);
      used += next.length;
    }
    if (added.length == 0) return used;
    ids.push_back(added.id);
    used += added.length;
  }
  // END SOLUTION
}

}  // namespace llmsys::lab05
