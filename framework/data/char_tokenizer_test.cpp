#include "framework/data/char_tokenizer.h"

#include "framework/base/error.h"
#include "framework/data/text_file.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

template <class ErrorType, class Function>
std::string message_of(Function function) {
  try {
    function();
  } catch (const ErrorType& error) {
    return error.what();
  }
  return "no such error";
}

}  // namespace

TEST_CASE("ids follow the byte order of the distinct characters") {
  const CharTokenizer tokenizer("hello");
  CHECK(tokenizer.vocabulary() == "ehlo");
  CHECK(tokenizer.vocabulary_size() == 4);
  CHECK(tokenizer.id_of('l') == 2);
  CHECK(tokenizer.encode("hole") == std::vector<int64_t>{1, 3, 2, 0});
}

TEST_CASE("bytes above 127 come after ASCII") {
  const CharTokenizer tokenizer("\xff\n\xc3z");
  CHECK(tokenizer.vocabulary() == "\nz\xc3\xff");
  CHECK(tokenizer.id_of('\xff') == 3);
}

TEST_CASE("decode undoes encode, for all 256 bytes and for none") {
  std::string all;
  for (int byte = 255; byte >= 0; --byte) all.push_back(static_cast<char>(byte));
  const CharTokenizer tokenizer(all);
  CHECK(tokenizer.vocabulary_size() == 256);
  CHECK(tokenizer.decode(tokenizer.encode(all)) == all);
  CHECK(tokenizer.encode("").empty());
  CHECK(tokenizer.decode({}).empty());
}

TEST_CASE("the Austen text has 77 characters and round-trips") {
  const std::string austen = read_text(llmsys::testing::source_root() + "/datasets/text/austen_tiny.txt");
  const CharTokenizer tokenizer(austen);
  CHECK(tokenizer.vocabulary_size() == 77);
  CHECK((tokenizer.decode(tokenizer.encode(austen)) == austen));  // no print of a megabyte if it fails
}

TEST_CASE("an unknown character is named, with its offset") {
  const CharTokenizer tokenizer("hello");
  CHECK(message_of<ValueError>([&] { static_cast<void>(tokenizer.encode("hellX")); }) ==
        "[CharTokenizer::encode] 'X' at offset 4 is not among the 4 characters of the vocabulary");
  CHECK(message_of<ValueError>([&] { static_cast<void>(tokenizer.encode("\n")); }) ==
        "[CharTokenizer::encode] 0x0a at offset 0 is not among the 4 characters of the vocabulary");
  CHECK(message_of<ValueError>([&] { static_cast<void>(tokenizer.id_of('\xc3')); }) ==
        "[CharTokenizer::id_of] 0xc3 is not among the 4 characters of the vocabulary");
}

TEST_CASE("an id outside the vocabulary is named, with its position") {
  const CharTokenizer tokenizer("hello");
  const auto decode = [&](std::vector<int64_t> ids) { static_cast<void>(tokenizer.decode(ids)); };
  CHECK(message_of<IndexError>([&] {
          decode({0, 4});
        }) == "[CharTokenizer::decode] id 4 at position 1 is not in 0 .. 3");
  CHECK(message_of<IndexError>([&] { decode({-1}); }) ==
        "[CharTokenizer::decode] id -1 at position 0 is not in 0 .. 3");
}

TEST_CASE("an empty text gives no tokenizer") { CHECK_THROWS_AS(CharTokenizer(""), ValueError); }
