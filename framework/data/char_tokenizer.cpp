#include "framework/data/char_tokenizer.h"

#include "framework/base/error.h"

namespace llmsys {
namespace {

size_t byte_of(char character) { return static_cast<unsigned char>(character); }

// 'x' for what can be printed, else 0x0a.
std::string shown(char character) {
  constexpr std::string_view digits = "0123456789abcdef";
  const size_t byte = byte_of(character);
  if (byte >= 0x20 && byte < 0x7f) return {'\'', character, '\''};
  return {'0', 'x', digits[byte / 16], digits[byte % 16]};
}

}  // namespace

CharTokenizer::CharTokenizer(std::string_view text) {
  LLMSYS_CHECK(ValueError, !text.empty(), "[CharTokenizer] needs a text with at least one character, got an empty one");
  std::array<bool, 256> occurs{};
  for (const char character : text) occurs[byte_of(character)] = true;
  ids_.fill(-1);
  for (size_t byte = 0; byte < occurs.size(); ++byte) {
    if (!occurs[byte]) continue;
    ids_[byte] = static_cast<int16_t>(vocabulary_.size());
    vocabulary_.push_back(static_cast<char>(byte));
  }
}

int64_t CharTokenizer::id_of(char character) const {
  const int64_t id = ids_[byte_of(character)];
  LLMSYS_CHECK(ValueError, id >= 0, "[CharTokenizer::id_of] ", shown(character), " is not among the ",
               vocabulary_size(), " characters of the vocabulary");
  return id;
}

std::vector<int64_t> CharTokenizer::encode(std::string_view text) const {
  std::vector<int64_t> ids(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    ids[i] = ids_[byte_of(text[i])];
    LLMSYS_CHECK(ValueError, ids[i] >= 0, "[CharTokenizer::encode] ", shown(text[i]), " at offset ", i,
                 " is not among the ", vocabulary_size(), " characters of the vocabulary");
  }
  return ids;
}

std::string CharTokenizer::decode(std::span<const int64_t> ids) const {
  std::string text(ids.size(), '\0');
  for (size_t i = 0; i < ids.size(); ++i) {
    LLMSYS_CHECK(IndexError, ids[i] >= 0 && ids[i] < vocabulary_size(), "[CharTokenizer::decode] id ", ids[i],
                 " at position ", i, " is not in 0 .. ", vocabulary_size() - 1);
    text[i] = vocabulary_[static_cast<size_t>(ids[i])];
  }
  return text;
}

}  // namespace llmsys
