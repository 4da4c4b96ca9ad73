#include "programs/model/bpe_tokenizer.h"

#include <array>

#include "framework/base/error.h"

namespace llmsys {
namespace {

std::vector<std::string> shown(const BpeVocabulary& vocabulary) {
  std::vector<std::string> tokens = vocabulary.tokens;
  for (const AddedToken& token : vocabulary.added)
    if (token.special) tokens.at(static_cast<size_t>(token.id)).clear();
  return tokens;
}

// The vocabulary with all 256 bytes, for lab 05 wants them.
BpeVocabulary with_all_bytes(BpeVocabulary vocabulary) {
  std::array<bool, 256> there{};
  for (const std::string& token : vocabulary.tokens)
    if (token.size() == 1) there[static_cast<unsigned char>(token[0])] = true;
  for (size_t byte = 0; byte < 256; ++byte)
    if (!there[byte]) vocabulary.tokens.emplace_back(1, static_cast<char>(byte));
  return vocabulary;
}

}  // namespace

BpeTokenizer::BpeTokenizer(const BpeVocabulary& vocabulary)
    : ModelTokenizer(shown(vocabulary)), tokenizer_(with_all_bytes(vocabulary)) {}

std::vector<int64_t> BpeTokenizer::known(std::vector<int64_t> ids) const {
  for (const int64_t id : ids)
    LLMSYS_CHECK(ValueError, id < size(), "the text holds byte ",
                 static_cast<int>(static_cast<unsigned char>(tokenizer_.decode({&id, 1})[0])),
                 ", for which this model's vocabulary has no token: take it out");
  return ids;
}

std::optional<int64_t> BpeTokenizer::special(std::string_view token) const {
  for (const AddedToken& added : tokenizer_.model().vocabulary().added)
    if (added.text == token) return added.id;
  return std::nullopt;
}

}  // namespace llmsys
