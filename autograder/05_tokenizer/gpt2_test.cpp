// The real GPT-2 vocabulary, where it is: datasets/cache/gpt2.tiktoken, or the file that LLMSYS_GPT2_TIKTOKEN names. It comes
// with the Python package openai-whisper 20250625 (whisper/assets/gpt2.tiktoken, 835,554 bytes).
// LLMSYS_TOKENIZER_STRINGS names a file of texts with the ids that tiktoken or tokenizers gives them, and LLMSYS_TOKENIZER the
// vocabulary that they used: peers/tokenizer_strings.py writes it.
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "framework/base/text.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"

using namespace llmsys;
using namespace llmsys::lab05;
using namespace llmsys::testing;

namespace {

std::string vocabulary_path() {
  const char* given = std::getenv("LLMSYS_GPT2_TIKTOKEN");
  return given != nullptr ? given : source_root() + "/datasets/cache/gpt2.tiktoken";
}

Tokenizer gpt2() { return Tokenizer(read_tiktoken(vocabulary_path(), {{"<|endoftext|>", 50256}})); }

}  // namespace

TEST_CASE("GPT-2's vocabulary: 50,257 tokens, 50,000 merges, and the ids that everyone knows") {
  if (!std::filesystem::exists(vocabulary_path())) LLMSYS_SKIP("needs " + vocabulary_path());
  Tokenizer tokenizer = gpt2();
  CHECK(tokenizer.size() == 50257);
  CHECK(tokenizer.model().vocabulary().merges.size() == 50000);
  CHECK(tokenizer.encode("Hello world") == std::vector<int64_t>{15496, 995});
  CHECK(tokenizer.encode("Hello world<|endoftext|>") == std::vector<int64_t>{15496, 995, 50256});
  CHECK(tokenizer.encode_as_text("<|endoftext|>").size() == 7);
  const BpeVocabulary& vocabulary = tokenizer.model().vocabulary();
  CHECK(vocabulary.merges[0].left == 220);  // the blank
  CHECK(vocabulary.tokens[256] == " t");
}

TEST_CASE("the ids of many texts are those of tiktoken or of tokenizers, and give the texts again") {
  const char* const vocabulary = std::getenv("LLMSYS_TOKENIZER");
  const char* const strings = std::getenv("LLMSYS_TOKENIZER_STRINGS");
  if (vocabulary == nullptr || strings == nullptr)
    LLMSYS_SKIP("needs LLMSYS_TOKENIZER and LLMSYS_TOKENIZER_STRINGS, see peers/tokenizer_strings.py");
  const bool json = std::string_view(vocabulary).ends_with(".json");
  Tokenizer tokenizer(json ? read_tokenizer_json(vocabulary) : read_tiktoken(vocabulary));
  std::istringstream file(read_file(strings));
  int texts = 0;
  for (std::string digits, want; file >> digits >> want; ++texts) {
    const std::string bytes = digits == "-" ? "" : from_hex(digits);
    const std::vector<int64_t> ids = json ? tokenizer.encode(bytes) : tokenizer.encode_as_text(bytes);
    INFO(digits);
    REQUIRE((ids.empty() ? "-" : join(ids, ",")) == want);
    REQUIRE(tokenizer.decode(ids) == bytes);
  }
  CHECK(texts >= 1000);
}
