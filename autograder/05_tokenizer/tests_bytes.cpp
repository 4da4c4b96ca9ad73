// Lab 05, task 5.1: bytes.
#include "autograder/05_tokenizer/bpe_inputs.h"

using namespace llmsys;
using namespace llmsys::lab05;

LAB_TEST("5.1", "alphabet",
         "each byte has a character of its own: itself where Latin-1 prints it, else one from U+0100") {
  const Values got = student("byte_alphabet", {});
  expect_equal(got["characters"], reference::byte_alphabet(), "characters");
}

LAB_TEST("5.1", "order",
         "the first tokens are the bytes in the order of their characters: token 0 is '!', 220 the blank") {
  expect_equal(byte_values(texts_of(student("first_tokens", {})["tokens"])), byte_values(reference::first_tokens()),
               "the bytes of the tokens, as numbers");
}

LAB_TEST("5.1", "decode", "the tokens' bytes come one after another, whatever they are") {
  const std::vector<std::string> tokens = {"a", "\xf0\x9f", std::string("\0\xff", 2), " low", "", "\x98\x80"};
  expect_equal(student("decode", {{"tokens", to_list(tokens)}, {"ids", std::vector<int64_t>{3, 1, 5, 0}}})["bytes"],
               " low\xf0\x9f\x98\x80"
               "a",
               "bytes");
  for (int i = 0; i < 10; ++i) {
    std::vector<int64_t> ids;
    std::string want;
    for (int64_t n = between(rng(), 0, 30); n > 0; --n) {
      ids.push_back(between(rng(), 0, 5));
      want += tokens[static_cast<size_t>(ids.back())];
    }
    expect_equal(student("decode", {{"tokens", to_list(tokens)}, {"ids", ids}})["bytes"], want, "bytes");
  }
}

LAB_TEST("5.1", "edges",
         "no ids are no bytes; an id that does not exist is an IndexError that names it and its place") {
  const List tokens = {"a", "b"};
  expect_equal(student("decode", {{"tokens", tokens}, {"ids", std::vector<int64_t>{}}})["bytes"], "", "bytes");
  expect_error("decode", {{"tokens", tokens}, {"ids", std::vector<int64_t>{0, 1, 2}}}, ErrorKind::index,
               {"id 2", "position 2"});
  expect_error("decode", {{"tokens", tokens}, {"ids", std::vector<int64_t>{0, -7}}}, ErrorKind::index,
               {"id -7", "position 1"});
}
