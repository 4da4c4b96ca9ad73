/// @file
/// Task 6.4: documents of any length become rows of one length, and no token is lost.
///
/// All documents are one stream, with an end token behind each. Row i is tokens i*T .. i*T + T of it, T + 1 of them:
/// T to read and, one further, T to predict. So neighbouring rows share one token, which the one reads and the other
/// predicts, and each token of the stream but the first is the target of exactly one row.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "labs/06_pretraining/batch.h"

namespace llmsys::lab06 {

/// No end tokens: every target counts.
inline constexpr int64_t kNoEnd = -1;

/// Task 6.4. Appends a document and an end token to a stream. An empty document leaves no trace.
/// @param end  an id, or kNoEnd: then nothing is put behind a document
/// @throws ValueError, naming the place, if the document itself holds the end token; the stream is then as it was
void append_document(std::span<const int64_t> ids, int64_t end, std::vector<int64_t>& stream);

/// Task 6.4. How many rows a stream makes: as many as its targets, one fewer than tokens, need. The last row may be
/// short.
/// @param context  T, at least 1
int64_t count_rows(int64_t tokens, int64_t context);

/// A row as a model wants it: T numbers each.
struct PackedRow {
  std::vector<int64_t> tokens;     ///< what is read; the end token, or 0 if there is none, behind a short row's
  std::vector<int64_t> targets;    ///< what follows each; kNoTarget where it does not count
  std::vector<int64_t> positions;  ///< of each token in its document, as far as the row holds it: 0 where one begins
};

/// Task 6.4. A row from its part of the stream. Where the end token is read, the target would be the first token of
/// another document: that does not count, while the end token itself is a target like any other. Positions start at 0
/// with the row, and again behind each end token; behind a short row's tokens they are 0.
/// @param window  T + 1 tokens; fewer for the last row, at least 1
/// @param end     an id, or kNoEnd
PackedRow pack_row(std::span<const int64_t> window, int64_t context, int64_t end);

}  // namespace llmsys::lab06
