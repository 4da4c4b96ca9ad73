#include "autograder/05_tokenizer/bpe_inputs.h"

#include <algorithm>
#include <map>
#include <set>

#include "framework/data/pieces.h"

namespace llmsys::lab05 {

std::string random_word(const std::string& letters, int64_t least, int64_t most) {
  std::string word;
  for (int64_t n = between(rng(), least, most); n > 0; --n) word += letters[rng().below(letters.size())];
  return word;
}

reference::Pieces random_pieces(int64_t different, const std::string& letters) {
  std::set<std::string> words;
  while (static_cast<int64_t>(words.size()) < different) words.insert(random_word(letters, 1, 9));
  reference::Pieces pieces{{words.begin(), words.end()}, {}};
  for (size_t i = 0; i < pieces.bytes.size(); ++i) pieces.counts.push_back(between(rng(), 1, 4));
  return pieces;
}

BpeVocabulary random_vocabulary(int64_t merges, bool shuffled) {
  BpeVocabulary vocabulary = reference::learn(random_pieces(40), 256 + merges).vocabulary;
  if (shuffled)
    for (size_t i = vocabulary.merges.size(); i > 1; --i)
      std::swap(vocabulary.merges[i - 1], vocabulary.merges[rng().below(i)]);
  return vocabulary;
}

reference::Pieces example_pieces() { return {{"low", "lower", "newest", "widest"}, {5, 2, 6, 3}}; }

BpeVocabulary example_vocabulary() {
  BpeVocabulary vocabulary = reference::learn(example_pieces(), 256 + 12).vocabulary;
  vocabulary.added.push_back({"<|end|>", static_cast<int64_t>(vocabulary.tokens.size())});
  vocabulary.tokens.push_back("<|end|>");
  return vocabulary;
}

std::string random_text(int64_t parts) {
  static const std::vector<std::string> others = {
      " ",    " ",      "  ",      "\n",     "1",  "23",     "!",        "'s",
      "'ll",  "\u00e9", "\t ",     "\u4f60", "<|", "\u3000", "\xf0\x9f", "\xf0\x9f\x98\x80",
      "\xff", "\xc3",   "\u0301a", "..."};
  std::string text;
  for (int64_t i = 0; i < parts; ++i)
    text += rng().below(2) == 0 ? random_word("abc", 1, 6) : others[rng().below(others.size())];
  return text;
}

reference::Pieces count_pieces(std::string_view text) {
  std::map<std::string, int64_t> counts;
  while (!text.empty()) {
    const size_t length = first_piece(text, SplitRule::gpt2).length;
    ++counts[std::string(text.substr(0, length))];
    text.remove_prefix(length);
  }
  reference::Pieces pieces;
  for (const auto& [bytes, count] : counts) {
    pieces.bytes.push_back(bytes);
    pieces.counts.push_back(count);
  }
  return pieces;
}

Values learn_inputs(const reference::Pieces& pieces, int64_t size) {
  return {{"first_tokens", to_list(reference::first_tokens())},
          {"pieces", to_list(pieces.bytes)},
          {"counts", pieces.counts},
          {"size", size}};
}

void expect_learned(const reference::Pieces& pieces, int64_t merges) {
  const Values got = student("learn_merges", learn_inputs(pieces, 256 + merges));
  const reference::Learned want = reference::learn(pieces, 256 + merges);
  expect_equal(got["merges"], flat(want.vocabulary.merges), "merges (left, right, id, one after another)");
  expect_equal(got["tokens"], to_list({want.vocabulary.tokens.begin() + 256, want.vocabulary.tokens.end()}),
               "new tokens");
  List words;
  for (const std::vector<int64_t>& word : want.words) words.emplace_back(word);
  expect_equal(got["words"], words, "what the words have become");
}

Values piece_inputs(const BpeVocabulary& vocabulary, const std::string& piece) {
  return {{"vocabulary", to_values(vocabulary)}, {"piece", piece}};
}

void expect_piece(const std::string& scenario, const BpeVocabulary& vocabulary, const std::string& piece) {
  expect_equal(student(scenario, piece_inputs(vocabulary, piece))["ids"], reference::encode_piece(vocabulary, piece),
               "ids of the piece " + to_text(Value(piece)));
}

Values text_inputs(const BpeVocabulary& vocabulary, const std::string& text, bool more, int64_t capacity) {
  return {{"vocabulary", to_values(vocabulary)}, {"text", text}, {"more", more}, {"capacity", capacity}};
}

void expect_text(const Values& inputs) {
  const Values got = student("encode_some", inputs);
  const reference::Encoded want = reference::encode_some(vocabulary_of(inputs["vocabulary"].map()),
                                                         inputs["text"].bytes(), inputs["more"].boolean());
  expect_equal(got["ids"], want.ids, "ids");
  expect_equal(got["used"], want.used, "bytes used");
}

std::vector<std::string> random_parts(const std::string& text, int64_t longest) {
  std::vector<std::string> parts;
  for (size_t at = 0; at < text.size();) {
    parts.push_back(text.substr(at, static_cast<size_t>(between(rng(), 0, longest))));
    at += parts.back().size();
  }
  return parts;
}

void expect_stream(const BpeVocabulary& vocabulary, const std::string& text, const std::vector<std::string>& parts) {
  const Values got = student("stream_encode", {{"vocabulary", to_values(vocabulary)}, {"parts", to_list(parts)}});
  expect_equal(got["ids"], reference::encode_some(vocabulary, text, false).ids, "ids of the text in parts");
}

void expect_decoded(const std::vector<std::string>& tokens, const std::vector<int64_t>& ids) {
  const Values got = student("stream_decode", {{"tokens", to_list(tokens)}, {"ids", ids}});
  expect_equal(got["parts"], to_list(reference::decode_in_parts(tokens, ids)), "what comes out, id by id");
}

}  // namespace llmsys::lab05
