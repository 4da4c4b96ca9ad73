// Lab 06, task 6.4: documents in rows.
#include "labs/06_pretraining/packing.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab06 {

void append_document(std::span<const int64_t> ids, int64_t end, std::vector<int64_t>& stream) {
  // About 6 lines. LLMSYS_CHECK(ValueError, condition, "words and ", number) throws unless the condition holds.
  // BEGIN SOLUTION task 6.4 append_document
  if (ids.empty()) return;
  const auto at = std::find(ids.begin(), ids.end(), end) - ids.begin();
  LLMSYS_CHECK(ValueError, end == kNoEnd || at == std::ssize(ids), "[append_document] token ", at,
               " of the document is ", end, ", the end token: encode text so that it cannot become one");
  stream.insert(stream.end(), ids.begin(), ids.end());
  if (end != kNoEnd) stream.push_back(end);
  // END SOLUTION
}

int64_t count_rows(int64_t tokens, int64_t context) {
  // One line. A stream of 0 or 1 tokens has no target.
  // BEGIN SOLUTION task 6.4 count_rows
  return tokens < 2 ? 0 : (tokens - 2) / context + 1;
  // END SOLUTION
}

PackedRow pack_row(std::span<const int64_t> window, int64_t context, int64_t end) {
  // About 10 lines: begin with a row of nothing but padding.
  // BEGIN SOLUTION task 6.4 pack_row
  const auto T = static_cast<size_t>(context);
  PackedRow row{.tokens = std::vector<int64_t>(T, end == kNoEnd ? 0 : end),
                .targets = std::vector<int64_t>(T, kNoTarget),
                .positions = std::vector<int64_t>(T, 0)};
  for (size_t i = 0; i < T && i < window.size(); ++i) {
    row.tokens[i] = window[i];
    if (i + 1 < window.size() && (end == kNoEnd || window[i] != end)) row.targets[i] = window[i + 1];
    if (i > 0 && (end == kNoEnd || window[i - 1] != end)) row.positions[i] = row.positions[i - 1] + 1;
  }
  return row;
  // END SOLUTION
}

}  // namespace llmsys::lab06
