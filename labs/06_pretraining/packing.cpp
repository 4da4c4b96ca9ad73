// Lab 06, task 6.4: documents in rows.
#include "labs/06_pretraining/packing.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab06 {

void append_document(std::span<const int64_t> ids, int64_t end, std::vector<int64_t>& stream) {
  // About 6 lines. LLMSYS_CHECK(ValueError, condition, "words and ", number) throws unless the condition holds.
  // TODO(lab06 task 6.4): your code here.
  throw NotImplemented("lab06 task 6.4: append_document is not written yet");
}

int64_t count_rows(int64_t tokens, int64_t context) {
  // One line. A stream of 0 or 1 tokens has no target.
  // TODO(lab06 task 6.4): your code here.
  throw NotImplemented("lab06 task 6.4: count_rows is not written yet");
}

PackedRow pack_row(std::span<const int64_t> window, int64_t context, int64_t end) {
  // About 10 lines: begin with a row of nothing but padding.
  // TODO(lab06 task 6.4): your code here.
  throw NotImplemented("lab06 task 6.4: pack_row is not written yet");
}

}  // namespace llmsys::lab06
