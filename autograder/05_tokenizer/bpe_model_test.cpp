// What lab 05 gives: a vocabulary prepared for encoding.
#include "labs/05_tokenizer/bpe_model.h"

#include <functional>

#include "framework/base/error.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"

using namespace llmsys;
using namespace llmsys::lab05;
using namespace llmsys::testing;

namespace {

std::string refused(const std::function<void()>& work) {
  try {
    work();
  } catch (const ValueError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

BpeVocabulary vocabulary(const std::vector<std::string>& tokens, const std::vector<BpeMerge>& merges,
                         const std::vector<AddedToken>& added = {}) {
  return {tokens, merges, added, SplitRule::gpt2, false};
}

bool holds(const std::string& message, const std::string& words) { return message.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a vocabulary that lacks bytes, as SmolLM2's does, encodes all texts without them") {
  Tokenizer tokenizer(vocabulary({"a", "b", " ", "ab"}, {{0, 1, 3}}));
  CHECK(tokenizer.encode("ab b") == std::vector<int64_t>{3, 2, 1});
  CHECK(holds(refused([&] { (void)tokenizer.encode("ab\x04"); }), "byte 4 "));
  CHECK(holds(refused([&] { (void)tokenizer.encode("a\xff"); }), "byte 255 "));
  CHECK(tokenizer.encode("ab") == std::vector<int64_t>{3});
}

TEST_CASE("merges and added tokens of ids that are none are refused") {
  CHECK(holds(refused([] { BpeModel(vocabulary({"a"}, {{0, 0, 1}})); }), "merge 0 is of id 1"));
  CHECK(holds(refused([] { BpeModel(vocabulary({"a"}, {{-1, 0, 0}})); }), "merge 0 is of id -1"));
  CHECK(holds(refused([] { BpeModel(vocabulary({"a"}, {}, {{"<x>", 7}})); }), "has id 7"));
  CHECK(holds(refused([] { BpeModel(vocabulary({"a"}, {}, {{"", 0}})); }), "is empty"));
}
