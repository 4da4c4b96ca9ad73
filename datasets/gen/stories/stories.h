/// @file
/// Consistent short stories from a seed: a corpus that a small model can learn in minutes, and whose right answers are known.
///
/// In each story a child, an object with a colour, a place and a helper are drawn once and stay the same to the end, and a
/// pronoun always is of the person named last. Loss does not show whether a model has learned that; score.h measures it.
#pragma once
#include <cstdint>
#include <string>

namespace llmsys::corpora {

/// Story number `index` of corpus `seed`: a pure function of both. Four paragraphs, ASCII, no newline at the end.
std::string story(uint64_t seed, int64_t index);

/// Stories 0 to count - 1 of corpus `seed`, as join_documents() joins them.  @throws ValueError if count is negative
std::string stories(uint64_t seed, int64_t count);

}  // namespace llmsys::corpora
