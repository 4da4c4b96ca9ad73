#include <algorithm>

#include "framework/base/error.h"
#include "framework/io/bpe_vocabulary.h"
#include "framework/io/detail/bpe_files.h"
#include "framework/io/tokenizer_data.h"

namespace llmsys {
namespace {

// llama.cpp's names of the rules that we have.
SplitRule split_of(const std::string& pre) {
  if (pre == "gpt-2") return SplitRule::gpt2;
  if (pre == "smollm") return SplitRule::gpt2_digits;
  LLMSYS_CHECK(IoError, pre == "llama-bpe", "[bpe_vocabulary_of] the pre-tokenizer '", detail::shown(pre),
               "' is not supported: known are gpt-2, smollm and llama-bpe");
  return SplitRule::llama3;
}

bool is_added(const TokenizerData& data, size_t id) {
  return !data.types.empty() && (data.types[id] == TokenType::control || data.types[id] == TokenType::user_defined);
}

}  // namespace

BpeVocabulary bpe_vocabulary_of(const TokenizerData& data) {
  LLMSYS_CHECK(IoError, data.model == "gpt2", "[bpe_vocabulary_of] the model file's tokenizer is '",
               detail::shown(data.model), "', want byte-level BPE, which it would call 'gpt2'");
  LLMSYS_CHECK(IoError, data.types.empty() || data.types.size() == data.tokens.size(), "[bpe_vocabulary_of] ",
               data.types.size(), " types for ", data.tokens.size(), " tokens");
  std::vector<detail::FileToken> tokens;
  std::vector<AddedToken> added;
  for (size_t i = 0; i < data.tokens.size(); ++i) {
    detail::FileToken token{.name = data.tokens[i], .id = static_cast<int64_t>(i), .bytes = data.tokens[i]};
    if (is_added(data, i))
      added.push_back({token.name, token.id, data.types[i] == TokenType::control});
    else
      LLMSYS_CHECK(IoError, detail::from_byte_characters(token.name, token.bytes), "[bpe_vocabulary_of] token ", i,
                   " '", detail::shown(token.name), "' has a character that stands for no byte");
    tokens.push_back(std::move(token));
  }
  detail::VocabularyBuilder builder(tokens);
  for (size_t rank = 0; rank < data.merges.size(); ++rank) {
    const std::string& merge = data.merges[rank];
    const size_t blank = std::min(merge.find(' '), merge.size());
    builder.add_merge(merge.substr(0, blank), merge.substr(std::min(blank + 1, merge.size())), text("merge ", rank));
  }
  builder.vocabulary.added = std::move(added);
  builder.vocabulary.split = split_of(data.pre);
  builder.vocabulary.whole_pieces = builder.vocabulary.split == SplitRule::llama3;
  return builder.vocabulary;
}

}  // namespace llmsys
