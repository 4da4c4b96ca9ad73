// Lab 05, task 5.1: bytes that can be printed, ids that can be read.
#include "labs/05_tokenizer/bytes.h"

#include <algorithm>

#include "framework/base/error.h"

namespace llmsys::lab05 {

std::array<char32_t, 256> byte_alphabet() {
  // About 8 lines.
  // TODO(lab05 task 5.1): your code here.
  throw NotImplemented("lab05 task 5.1: byte_alphabet is not written yet");
}

std::vector<std::string> first_tokens() {
  // About 6 lines. Make the 256 one-byte strings, then std::sort them by the character of their byte. Convert a char to
  // unsigned char before it becomes an index: bytes from 0x80 on are negative otherwise.
  // TODO(lab05 task 5.1): your code here.
  throw NotImplemented("lab05 task 5.1: first_tokens is not written yet");
}

std::string decode(const std::vector<std::string>& tokens, std::span<const int64_t> ids) {
  // About 7 lines. llmsys::text("id ", 5, " ...") makes a message.
  // TODO(lab05 task 5.1): your code here.
  throw NotImplemented("lab05 task 5.1: decode is not written yet");
}

}  // namespace llmsys::lab05
