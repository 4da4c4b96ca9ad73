// Vocabulary files: what they say, and what is wrong with them.
#include "framework/io/bpe_vocabulary.h"

#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"
#include "framework/io/tokenizer_data.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Tokens a, b, " ", ab, " ab" and an added one.
BpeVocabulary small() {
  BpeVocabulary vocabulary;
  vocabulary.tokens = {"a", "b", " ", "ab", " ab", "<|end|>"};
  vocabulary.merges = {{0, 1, 3}, {2, 3, 4}};
  vocabulary.added = {{"<|end|>", 5, true}};
  return vocabulary;
}

constexpr const char* kVocabJson = R"({"a": 0, "b": 1, "Ġ": 2, "ab": 3, "Ġab": 4})";

// A tokenizer.json with these parts; "" leaves one out.
std::string tokenizer_json(const std::string& pre_tokenizer, const std::string& model_options = "",
                           const std::string& top = "", const std::string& added_options = "") {
  return R"({"added_tokens": [{"id": 5, "content": "<|end|>", "special": true)" + added_options + R"(}], )" + top +
         R"("pre_tokenizer": )" + pre_tokenizer + R"(, "model": {"type": "BPE", )" + model_options + R"("vocab": )" +
         kVocabJson + R"(, "merges": ["a b", ["Ġ", "ab"]]}})";
}

constexpr const char* kByteLevel = R"({"type": "ByteLevel", "add_prefix_space": false})";

std::string refused(const std::string& json) {
  try {
    detail::parse_tokenizer_json(json);
  } catch (const IoError& error) {
    return error.what();
  }
  return "it was read";
}

bool says(const std::string& message, const std::string& words) {
  INFO(message);
  CHECK(message.find(words) != std::string::npos);
  return message.find(words) != std::string::npos;
}

std::string split_by(const std::string& regex, const std::string& behaviour = "Isolated") {
  return R"({"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": )" + regex +
         R"(}, "behavior": ")" + behaviour +
         R"(", "invert": false}, {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]})";
}

}  // namespace

TEST_CASE("bytes are written as GPT-2's printable characters, and read back") {
  CHECK(to_byte_characters(" low\n") == "\u0120low\u010a");
  CHECK(to_byte_characters(std::string("\0\xad\xff", 3)) == "\u0100\u0143\u00ff");
  std::string all, back;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  CHECK(detail::from_byte_characters(to_byte_characters(all), back));
  CHECK(back == all);
  for (const char* wrong : {" ", "\n", "\u0144", "\u4f60", "\xc4", "\xff", "a\u00ad"})
    CHECK_FALSE(detail::from_byte_characters(wrong, back));
}

TEST_CASE("GPT-2's two files give tokens by id and merges by rank") {
  BpeVocabulary want = small();
  want.tokens.pop_back();
  want.added.clear();
  CHECK(detail::parse_gpt2_vocabulary(kVocabJson, "#version: 0.2\na b\nĠ ab\n") == want);
  CHECK(detail::parse_gpt2_vocabulary(kVocabJson, "a b\r\nĠ ab") == want);
}

TEST_CASE("a .tiktoken file gives the merges that lower ranks imply") {
  const BpeVocabulary got =
      detail::parse_tiktoken("YQ== 0\nYg== 1\nIA== 2\nYWI= 3\nIGFi 4\n", {{"<|end|>", 5, true}}, SplitRule::gpt2);
  BpeVocabulary want = small();
  want.whole_pieces = true;
  CHECK(got == want);
}

TEST_CASE("a tokenizer.json gives tokens, merges in both spellings, added tokens and the split rule") {
  CHECK(detail::parse_tokenizer_json(tokenizer_json(kByteLevel)) == small());
  const auto rule = [](const std::string& pre) { return detail::parse_tokenizer_json(tokenizer_json(pre)).split; };
  const std::string byte_level = kByteLevel;
  CHECK(rule(R"({"type": "Sequence", "pretokenizers": [{"type": "Digits", "individual_digits": true}, )" + byte_level +
             "]}") == SplitRule::gpt2_digits);
  for (const SplitRule known : {SplitRule::gpt2, SplitRule::gpt2_digits, SplitRule::llama3})
    CHECK(rule(detail::pre_tokenizer_of(known)) == known);
  CHECK(rule(split_by(R"("'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+")")) ==
        SplitRule::gpt2);
  CHECK(detail::parse_tokenizer_json(tokenizer_json(kByteLevel, R"("ignore_merges": true, )")).whole_pieces);
}

TEST_CASE("what gives other ids than ours is refused by name") {
  says(refused(tokenizer_json(split_by(R"("\\w+")"))), "'\\w+'");
  says(refused(tokenizer_json(split_by(R"("\\w+")", "Removed"))), "not supported");
  says(refused(tokenizer_json(R"({"type": "Whitespace"})")), "Whitespace");
  says(refused(tokenizer_json(R"({"type": "ByteLevel", "add_prefix_space": true})")), "add_prefix_space");
  says(refused(tokenizer_json(R"({"type": 3})")), "not supported");
  says(refused(tokenizer_json("null")), "no pre_tokenizer");
  for (const char* option : {"byte_fallback", "fuse_unk"})
    says(refused(tokenizer_json(kByteLevel, text("\"", option, "\": true, "))), option);
  says(refused(tokenizer_json(kByteLevel, R"("continuing_subword_prefix": "##", )")), "continuing_subword_prefix");
  says(refused(tokenizer_json(kByteLevel, R"("dropout": 0.1, )")), "dropout");
  says(refused(tokenizer_json(kByteLevel, "", R"("normalizer": {"type": "NFC"}, )")), "NFC");
  says(refused(tokenizer_json(kByteLevel, "", R"("decoder": {"type": "WordPiece"}, )")), "WordPiece");
  says(refused(tokenizer_json(kByteLevel, "", "", R"(, "lstrip": true)")), "lstrip");
  says(refused(R"({"model": {"type": "Unigram"}})"), "Unigram");
  for (const char* id : {"5.5", "-1", "\"5\"", "9223372036854775808", "null"})
    says(refused(text(R"({"model": {"vocab": {"a": 0}, "merges": []}, "added_tokens": [{"content": "<x>", "id": )", id,
                      "}]}")),
         text("'<x>' has id ", id));
  says(refused(R"({"model": {"vocab": {"a": 0}, "merges": []}, "added_tokens": [{"content": "<x>"}]})"), "has no id");
  says(refused("{}"), "no 'model'");
}

TEST_CASE("broken vocabularies are refused with the token, the merge or the line") {
  const auto gpt2 = [](const std::string& tokens, const std::string& merges) {
    try {
      detail::parse_gpt2_vocabulary(tokens, merges);
    } catch (const IoError& error) {
      return std::string(error.what());
    }
    return std::string("it was read");
  };
  says(gpt2("", ""), "not JSON");
  says(gpt2("[1]", ""), "{\"token\": id, ...}");
  says(gpt2(R"({"a": 1})", ""), "'a' has id 1");
  says(gpt2(R"({"a": 0, "b": 0})", ""), "id 0 is that of");
  says(gpt2(R"({"a": 0, "a": 1})", ""), "'a' comes twice");
  says(gpt2(R"({"a": -1})", ""), "-1");
  says(gpt2(R"({"a": 0.5})", ""), "0.5");
  says(gpt2(R"({"": 0})", ""), "empty");
  says(gpt2(R"({"你": 0})", ""), "stands for no byte");
  says(gpt2(kVocabJson, "#version\na c"), "line 2: 'c'");
  says(gpt2(kVocabJson, "b a"), "'ba'");
  says(gpt2(kVocabJson, "a b c"), "blank between");
  says(gpt2(std::string(5000, '['), ""), "16 deep");
}

TEST_CASE("broken .tiktoken files are refused with the line") {
  const auto tiktoken = [](const std::string& file) {
    try {
      detail::parse_tiktoken(file, {}, SplitRule::gpt2);
    } catch (const IoError& error) {
      return std::string(error.what());
    }
    return std::string("it was read");
  };
  says(tiktoken("YQ== 0\nnonsense"), "line 2");
  says(tiktoken("Y!== 0"), "no base64");
  says(tiktoken("YQ== x"), "'x' is no rank");
  says(tiktoken("YQ== 0\nYg== 7"), "id 7");
  says(tiktoken("YQ== 0\nYg== 1\nYWJh 2"), "no merge makes it");
  says(tiktoken("YQ== 0\nYQ== 1"), "twice");
}

TEST_CASE("a model file's byte-level BPE is a vocabulary too") {
  TokenizerData data;
  data.model = "gpt2";
  data.pre = "smollm";
  data.tokens = {"a", "b", "\u0120", "ab", "\u0120ab", "<|end|>"};
  data.merges = {"a b", "\u0120 ab"};
  data.types.assign(6, TokenType::normal);
  data.types[5] = TokenType::control;
  BpeVocabulary want = small();
  want.split = SplitRule::gpt2_digits;
  CHECK(bpe_vocabulary_of(data) == want);
  data.pre = "qwen2";
  CHECK_THROWS_WITH(bpe_vocabulary_of(data), Catch::Matchers::Contains("'qwen2'"));
  data.pre = "gpt-2";
  data.merges.push_back("ab");
  CHECK_THROWS_AS(bpe_vocabulary_of(data), IoError);
  data.model = "llama";
  CHECK_THROWS_WITH(bpe_vocabulary_of(data), Catch::Matchers::Contains("'llama'"));
}

TEST_CASE("what is written is read back, and errors name the file") {
  const TemporaryFolder folder;
  for (const SplitRule rule : {SplitRule::gpt2, SplitRule::gpt2_digits, SplitRule::llama3})
    for (const bool whole : {false, true}) {
      BpeVocabulary vocabulary = small();
      vocabulary.split = rule;
      vocabulary.whole_pieces = whole;
      write_tokenizer_json(folder.path("tokenizer.json"), vocabulary);
      CHECK(read_vocabulary_folder(folder.path()) == vocabulary);
    }
  write_file(folder.path("bad.json"), "{");
  CHECK_THROWS_WITH(read_tokenizer_json(folder.path("bad.json")), Catch::Matchers::Contains("bad.json"));
  CHECK_THROWS_AS(read_tiktoken(folder.path("none")), IoError);
  CHECK_THROWS_AS(read_vocabulary_folder(folder.path("nowhere")), IoError);
  write_file(folder.path("vocab.json"), kVocabJson);
  write_file(folder.path("merges.txt"), "a b\n");
  CHECK(read_gpt2_vocabulary(folder.path("vocab.json"), folder.path("merges.txt")).merges.size() == 1);
  BpeVocabulary wrong = small();
  wrong.merges.push_back({0, 99, 3});
  CHECK_THROWS_AS(write_tokenizer_json(folder.path("x.json"), wrong), ValueError);
}
