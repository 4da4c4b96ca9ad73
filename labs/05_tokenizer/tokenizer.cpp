// Given: your functions together.
#include "labs/05_tokenizer/tokenizer.h"

#include "framework/base/error.h"
#include "labs/05_tokenizer/bytes.h"
#include "labs/05_tokenizer/encode_text.h"
#include "labs/05_tokenizer/training.h"

namespace llmsys::lab05 {

BpeVocabulary train_bpe(std::string_view text, int64_t size, const std::vector<std::string>& added, SplitRule split) {
  const auto reserved = static_cast<int64_t>(added.size());
  LLMSYS_CHECK(ValueError, size >= 256 + reserved, "[train_bpe] a vocabulary of ", size,
               " tokens has no room for 256 bytes and ", reserved, " added tokens");
  BpeVocabulary vocabulary;
  vocabulary.tokens = first_tokens();
  vocabulary.split = split;
  Words words(count_pieces(text, split), vocabulary.tokens);
  learn_merges(words, size - reserved, vocabulary);
  for (const std::string& token : added) {
    LLMSYS_CHECK(ValueError, !token.empty(), "[train_bpe] an added token is empty");
    vocabulary.added.push_back({token, static_cast<int64_t>(vocabulary.tokens.size()), true});
    vocabulary.tokens.push_back(token);
  }
  return vocabulary;
}

std::vector<int64_t> Tokenizer::encode(std::string_view text) {
  std::vector<int64_t> ids;
  encode_some(model_, cache_, text, false, ids);
  return ids;
}

std::vector<int64_t> Tokenizer::encode_as_text(std::string_view text) {
  std::vector<int64_t> ids;
  while (!text.empty()) {
    const size_t length = model_.first_piece(text).length;
    const std::vector<int64_t> found = ids_of_piece(model_, text.substr(0, length));
    ids.insert(ids.end(), found.begin(), found.end());
    text.remove_prefix(length);
  }
  return ids;
}

std::string Tokenizer::decode(std::span<const int64_t> ids) const {
  return lab05::decode(model_.vocabulary().tokens, ids);
}

int64_t Tokenizer::id_of_added(std::string_view text) const {
  std::string known;
  for (const AddedToken& token : model_.vocabulary().added) {
    if (token.text == text) return token.id;
    known += " " + token.text;
  }
  throw ValueError(
      llmsys::text("[Tokenizer] no added token '", text, "'; there are:", known.empty() ? " none" : known));
}

}  // namespace llmsys::lab05
