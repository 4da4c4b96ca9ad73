#include "framework/base/error.h"
#include "framework/io/detail/byte_reader.h"
#include "framework/io/llama2c.h"

namespace llmsys {
namespace {

constexpr int64_t kFirstByte = 3;  // the id of byte 0

TokenType type_of(int64_t id) {
  if (id == 0) return TokenType::unknown;
  if (id < kFirstByte) return TokenType::control;
  return id < kFirstByte + 256 ? TokenType::byte : TokenType::normal;
}

void read_token(detail::ByteReader& reader, int32_t longest, TokenizerData& out) {
  out.scores.push_back(reader.number<float>("a score"));
  const auto size = reader.number<int32_t>("a token's length");
  LLMSYS_CHECK(IoError, size >= 0 && size <= longest, "it has ", size,
               " bytes, but the file says that the longest has ", longest);
  out.tokens.emplace_back(reader.take(static_cast<uint64_t>(size), "a token"));
  out.types.push_back(type_of(static_cast<int64_t>(out.types.size())));
}

TokenizerData read_tokens(const SharedBytes& bytes, int64_t vocabulary) {
  detail::ByteReader reader(detail::view_of(bytes));
  TokenizerData out;
  out.model = "llama2.c";
  out.begin_id = 1;
  out.end_id = 2;
  out.unknown_id = 0;
  out.add_begin = out.add_space_prefix = true;
  const auto longest = reader.number<int32_t>("the length of the longest token");
  while (reader.left() > 0) try {
      read_token(reader, longest, out);
    } catch (const IoError& error) {
      throw IoError(text("token ", out.tokens.size(), ": ", error.what()));
    }
  LLMSYS_CHECK(IoError, static_cast<int64_t>(out.tokens.size()) == vocabulary, "it has ", out.tokens.size(),
               " tokens, but the model has ", vocabulary, ": take the tokenizer.bin that was made with the model");
  return out;
}

}  // namespace

TokenizerData read_llama2c_tokenizer(const SharedBytes& bytes, int64_t vocabulary, const std::string& name) {
  try {
    return read_tokens(bytes, vocabulary);
  } catch (const IoError& error) {
    throw IoError(text("[read_llama2c_tokenizer] ", name, ": ", error.what()));
  }
}

TokenizerData read_llama2c_tokenizer(const std::string& path, int64_t vocabulary) {
  return read_llama2c_tokenizer(map_file(path), vocabulary, path);
}

}  // namespace llmsys
