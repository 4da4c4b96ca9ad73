// Lab 05, task 5.1: bytes that can be printed, ids that can be read.
#include "labs/05_tokenizer/bytes.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab05 {

std::array<char32_t, 256> byte_alphabet() {
  // About 8 lines.
  // BEGIN SOLUTION task 5.1 byte_alphabet
  std::array<char32_t, 256> characters{};
  char32_t next = 256;  // for the next byte that cannot be printed
  for (uint32_t byte = 0; byte < 256; ++byte) {
    const bool printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    characters[byte] = printable ? byte : next++;
  }
  return characters;
  // END SOLUTION
}

std::vector<std::string> first_tokens() {
  // About 6 lines. Make the 256 one-byte strings, then std::sort them by the character of their byte. Convert a char to
  // unsigned char before it becomes an index: bytes from 0x80 on are negative otherwise.
  // BEGIN SOLUTION task 5.1 first_tokens
  const std::array<char32_t, 256> characters = byte_alphabet();
  const auto character = [&](const std::string& token) { return characters[static_cast<unsigned char>(token[0])]; };
  std::vector<std::string> tokens;
  for (int byte = 0; byte < 256; ++byte) tokens.emplace_back(1, static_cast<char>(byte));
  std::sort(tokens.begin(), tokens.end(), [&](const auto& a, const auto& b) { return character(a) < character(b); });
  return tokens;
  // END SOLUTION
}

std::string decode(const std::vector<std::string>& tokens, std::span<const int64_t> ids) {
  // About 7 lines. llmsys::text("id ", 5, " ...") makes a message.
  // BEGIN SOLUTION task 5.1 decode
  std::string bytes;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] < 0 || ids[i] >= static_cast<int64_t>(tokens.size()))
      throw IndexError(text("decode: id ", ids[i], " at position ", i, " is not in 0 .. ", tokens.size() - 1));
    bytes += tokens[static_cast<size_t>(ids[i])];
  }
  return bytes;
  // END SOLUTION
}

}  // namespace llmsys::lab05
