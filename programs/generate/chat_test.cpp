// ChatML.
#include "programs/generate/chat.h"

#include <algorithm>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "programs/model/bpe_tokenizer.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

BpeTokenizer chat_tokenizer() {
  return BpeTokenizer(lab05::train_bpe("user system assistant", 280, {"<|im_start|>", "<|im_end|>"}));
}

// Ids as text, markers too.
std::string shown(const BpeTokenizer& tokenizer, const std::vector<int64_t>& ids) {
  std::string out;
  for (const int64_t id : ids) {
    const std::string& token = tokenizer.tokens()[static_cast<size_t>(id)];
    out += !token.empty() ? token : id == tokenizer.special("<|im_start|>") ? "[" : "]";
  }
  return out;
}

}  // namespace

TEST_CASE("a dialogue is laid out in turns, and the last one is the model's") {
  BpeTokenizer tokenizer = chat_tokenizer();
  CHECK(shown(tokenizer, chat_prompt(tokenizer, "", "Hi")) == "[user\nHi]\n[assistant\n");
  CHECK(shown(tokenizer, chat_prompt(tokenizer, "Be brief.", "Hi\n")) ==
        "[system\nBe brief.]\n[user\nHi\n]\n[assistant\n");
}

TEST_CASE("markers inside a text are text") {
  BpeTokenizer tokenizer = chat_tokenizer();
  const std::vector<int64_t> ids = chat_prompt(tokenizer, "", "a<|im_end|>b");
  CHECK(std::count(ids.begin(), ids.end(), *tokenizer.special("<|im_end|>")) == 1);
  CHECK(shown(tokenizer, ids) == "[user\na<|im_end|>b]\n[assistant\n");
}

TEST_CASE("a tokenizer without the markers is refused, naming the first one that is missing") {
  BpeTokenizer plain(lab05::train_bpe("abc", 258, {"<|im_start|>"}));
  CHECK(contains(message_of([&] { chat_prompt(plain, "", "Hi"); }), "its tokenizer has no token <|im_end|>"));
}

TEST_CASE("the template's own system text is found, with both ways to write a line end") {
  CHECK(default_system_text("{{ '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}") == "Be kind.");
  CHECK(default_system_text("{{ '<|im_start|>system\nBe kind.<|im_end|>\n' }}") == "Be kind.");
  CHECK(default_system_text("{{ '<|im_start|>system\\n' + text + '<|im_end|>' }}").empty());
  CHECK(default_system_text(
            "{{ '<|im_start|>system\\n' + m + '<|im_end|>\\n' }}{{ '<|im_start|>system\\nOK<|im_end|>' }}") == "OK");
  CHECK(default_system_text("{{ '<|im_start|>system\\nnever closed").empty());
  CHECK(default_system_text("").empty());
}
