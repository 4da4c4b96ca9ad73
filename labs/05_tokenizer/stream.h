/// @file
/// Task 5.5: text that comes in parts, and text that goes out id by id.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "labs/05_tokenizer/bpe_model.h"
#include "labs/05_tokenizer/piece_cache.h"

namespace llmsys::lab05 {

/// Encodes a text of any length in bounded memory: however it is cut into parts, the ids are those of the whole.
///
/// Between two calls it holds only what is not certain yet: at most twice the longest piece (kMaxPieceBytes), or an added
/// token. Text that comes byte by byte takes time in proportion to its length: a long piece is not looked at again for
/// each byte that joins it, only when what is held has doubled.
class StreamEncoder {
 public:
  /// Both must outlive it.
  StreamEncoder(const BpeModel& model, PieceCache& cache) : model_(&model), cache_(&cache) {}

  /// The text goes on with `part`: appends the ids that are certain now.
  void feed(std::string_view part, std::vector<int64_t>& ids);
  /// The text is over: appends the ids of what is held. The next feed() begins a new text.
  void finish(std::vector<int64_t>& ids);

 private:
  const BpeModel* model_;
  PieceCache* cache_;
  std::string held_;         // bytes whose ids are not certain
  size_t look_at_size_ = 0;  // of held_: below it nothing new can be hoped for
};

/// Decodes id by id, as a server sends text out: never half a character, though a token may be one.
///
/// It holds back at most 3 bytes, those that first_code_point() says are cut off. All that comes out, put together, is
/// what decode() gives for all ids: bytes that are part of no character go out as they are.
class StreamDecoder {
 public:
  /// @param tokens  bytes by id; must outlive it
  explicit StreamDecoder(const std::vector<std::string>& tokens) : tokens_(&tokens) {}

  /// The next id: the bytes that can go out now, often none.  @throws IndexError if there is no such id
  std::string feed(int64_t id);
  /// No more ids: the bytes that are held. The next feed() begins a new text.
  std::string finish();

 private:
  const std::vector<std::string>* tokens_;
  std::string held_;  // the beginning of a character
};

}  // namespace llmsys::lab05
