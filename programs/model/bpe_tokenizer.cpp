#include "programs/model/bpe_tokenizer.h"

namespace llmsys {
namespace {

std::vector<std::string> shown(const BpeVocabulary& vocabulary) {
  std::vector<std::string> tokens = vocabulary.tokens;
  for (const AddedToken& token : vocabulary.added)
    if (token.special) tokens.at(static_cast<size_t>(token.id)).clear();
  return tokens;
}

}  // namespace

BpeTokenizer::BpeTokenizer(BpeVocabulary vocabulary)
    : ModelTokenizer(shown(vocabulary)), tokenizer_(std::move(vocabulary)) {}

std::optional<int64_t> BpeTokenizer::special(std::string_view token) const {
  for (const AddedToken& added : tokenizer_.model().vocabulary().added)
    if (added.text == token) return added.id;
  return std::nullopt;
}

}  // namespace llmsys
