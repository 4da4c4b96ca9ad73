// Lab 05's handout says what the code says: the words that reports point at, and the numbers of its worked examples.
#include "autograder/05_tokenizer/handout.h"

#include <algorithm>
#include <cstdio>

#include "autograder/judge/lab_test.h"
#include "framework/data/pieces.h"
#include "framework/data/text_file.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/bytes.h"
#include "labs/05_tokenizer/encode_piece.h"
#include "labs/05_tokenizer/encode_text.h"
#include "labs/05_tokenizer/long_piece.h"
#include "labs/05_tokenizer/tokenizer.h"
#include "labs/05_tokenizer/training.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

// "l o w es t" while a piece is encoded, from its bytes to its ids.
std::string steps_of(const BpeVocabulary& vocabulary, const std::string& piece) {
  std::vector<std::string> tokens;
  for (const char byte : piece) tokens.emplace_back(1, byte);
  std::string out = join(tokens, " ");
  for (const EncodingStep& step : encoding_steps(vocabulary, piece)) {
    tokens[step.place] = vocabulary.tokens[static_cast<size_t>(step.id)];
    tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(step.place) + 1);
    out += " → " + join(tokens, " ");
  }
  return out;
}

void says_pieces(const std::string& words) {
  std::string row = "| `" + words + "` |";
  for (std::string_view rest = words; !rest.empty();) {
    const size_t length = first_piece(rest, SplitRule::gpt2).length;
    row += " `" + std::string(rest.substr(0, length)) + "`";
    rest.remove_prefix(length);
  }
  says(row + " |");
}

void says_byte(const std::string& shown, int byte, const std::string& character) {
  const std::vector<std::string> tokens = first_tokens();
  const auto id = std::find(tokens.begin(), tokens.end(), std::string(1, static_cast<char>(byte))) - tokens.begin();
  char row[100];
  std::snprintf(row, sizeof row, "| %s 0x%02X | %s | U+%04X | %d |", shown.c_str(), static_cast<unsigned>(byte),
                character.c_str(), static_cast<unsigned>(byte_alphabet()[static_cast<size_t>(byte)]),
                static_cast<int>(id));
  std::string line = row;
  if (shown.empty()) line.erase(2, 1);  // no blank before the byte
  says(line);
}

std::string in_table(std::string words) {
  for (size_t at = 0; (at = words.find('|', at)) != std::string::npos; at += 2) words.insert(at, "\\");
  return words;
}

void says_encoded(const std::string& words, bool more) {
  const BpeModel model(handout_vocabulary());
  PieceCache cache;
  std::vector<int64_t> ids;
  const size_t used = encode_some(model, cache, words, more, ids);
  says("| `" + in_table(words) + "` | " + (more ? "yes" : "no") + " |" + (ids.empty() ? "" : " " + listed(ids)) +
       " | " + std::to_string(used) + " |");
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's pieces, bytes and characters", "[handout]") {
  says_pieces("I've  seen 12");
  says_pieces("Hello, world!");
  says_pieces("naïve 你好");
  says_byte("`!`", '!', "!");
  says_byte("`a`", 'a', "a");
  says_byte("", 0xff, "ÿ");
  says_byte("", 0, "Ā");
  says_byte("newline", '\n', "Ċ");
  says_byte("blank", ' ', "Ġ");
  says_byte("", 0xad, "Ń");
  CHECK(to_byte_characters(std::string("\xff\0\n \xad", 5)) == "ÿĀĊĠŃ");
}

TEST_CASE("the handout's merges of low, lower, newest and widest", "[handout]") {
  const BpeVocabulary vocabulary = handout_vocabulary();
  const std::vector<int64_t> counts = {9, 9, 7, 7, 6, 6, 6};
  const auto bytes = [&](int64_t id) { return vocabulary.tokens[static_cast<size_t>(id)]; };
  for (size_t rank = 0; rank < counts.size(); ++rank) {
    const BpeMerge& merge = vocabulary.merges[rank];
    says(text("| ", rank, " | ", bytes(merge.left), " ", bytes(merge.right), " | ", merge.left, " ", merge.right, " | ",
              counts[rank], " | ", merge.id, " |"));
  }
  says("`es` is (68,82), `st` is (82,83)");
  const int64_t b = 65, a = 64, n = 77;
  CHECK(merge_pair({b, a, n, a, n, a}, a, n, 256) == std::vector<int64_t>{b, 256, 256, a});
}

TEST_CASE("the handout's walks through a piece", "[handout]") {
  const BpeVocabulary vocabulary = handout_vocabulary();
  const BpeModel model(vocabulary);
  for (const char* piece : {"lowest", "newer", "wider"})
    says(text("| ", piece, " | ", steps_of(vocabulary, piece), " | ", listed(encode_piece(model, piece)), " |"));
}

TEST_CASE("the handout's texts, certain and not", "[handout]") {
  says_encoded("lowest<|end|>low", false);
  says_encoded("lowest", true);
  says_encoded("lowest low", true);
  says_encoded("low<|end", true);
  says_encoded("low<|end|>", true);
}

TEST_CASE("the handout's half emoji goes out when it is whole", "[handout]") {
  const std::vector<std::string> tokens = {"\xf0\x9f", "\x98\x80", "a"};
  StreamDecoder decoder(tokens);
  CHECK(decoder.feed(0).empty());
  CHECK(decoder.feed(1) == "😀");
  CHECK(decoder.feed(0).empty());
  CHECK(decoder.feed(2) ==
        "\xf0\x9f"
        "a");
}

TEST_CASE("the handout's pieces of the Austen text", "[handout]") {
  int64_t pieces = 0;
  const std::vector<CountedPiece> counted =
      count_pieces(read_text(llmsys::testing::source_root() + "/datasets/text/austen_tiny.txt"), SplitRule::gpt2);
  for (const CountedPiece& piece : counted) pieces += piece.count;
  CHECK(pieces == 265228);
  CHECK(counted.size() == 11904);
  says("265,228 pieces, but only 11,904 different ones");
}

TEST_CASE("the handout's run becomes 64 ids", "[handout]") {
  BpeVocabulary vocabulary;
  vocabulary.tokens = first_tokens();
  int64_t last = 64;
  for (int merge = 0; merge < 12; ++merge) {
    const auto id = static_cast<int64_t>(vocabulary.tokens.size());
    vocabulary.merges.push_back({last, last, id});
    vocabulary.tokens.push_back(vocabulary.tokens[static_cast<size_t>(last)] +
                                vocabulary.tokens[static_cast<size_t>(last)]);
    last = id;
  }
  CHECK(encode_long_piece(BpeModel(vocabulary), std::string(262144, 'a')).size() == 64);
  says("262,144 times a; twelve merges make 64 ids");
}
