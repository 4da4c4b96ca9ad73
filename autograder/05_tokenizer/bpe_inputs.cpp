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

BpeVocabulary backwards_vocabulary() {
  BpeVocabulary vocabulary;
  vocabulary.tokens = reference::first_tokens();
  vocabulary.tokens.insert(vocabulary.tokens.end(), {"ab", "aba", "bab", "bc"});
  const int64_t a = 64, b = 65, c = 66, ab = 256;  // '!' is 0, so 'a' is 64
  vocabulary.merges = {{ab, a, 257}, {b, ab, 258}, {a, b, ab}, {b, c, 259}};
  return vocabulary;
}

BpeVocabulary text_vocabulary() {
  const std::string runs[] = {"  ",  "   ", " \n",      "\n\n", "\t ",          "\n ",          "12",       "123",
                              "...", "!!",  "'s",       "ll",   "\u4f60\u4f60", "\u3000\u3000", "\xff\xff", "\xf0\x9f",
                              " <",  "<|",  "\xc3\xa9", "aaaa", " a",           " ab"};
  reference::Pieces pieces = random_pieces(20);
  for (const std::string& run : runs) {
    pieces.bytes.push_back(run);
    pieces.counts.push_back(between(rng(), 50, 90));
  }
  BpeVocabulary vocabulary = reference::learn(pieces, 256 + 50).vocabulary;
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

List byte_values(const std::vector<std::string>& texts) {
  List values;
  for (const std::string& one : texts) {
    std::vector<int64_t> bytes;
    for (const char byte : one) bytes.push_back(static_cast<unsigned char>(byte));
    values.emplace_back(bytes);
  }
  return values;
}

Values learn_inputs(const reference::Pieces& pieces, int64_t size) {
  return {{"first_tokens", to_list(reference::first_tokens())},
          {"pieces", to_list(pieces.bytes)},
          {"counts", pieces.counts},
          {"size", size}};
}

namespace {

// How often a pair occurs just before that merge.
int64_t occurrences(const reference::Pieces& pieces, size_t merge, int64_t left, int64_t right) {
  const reference::Learned before = reference::learn(pieces, 256 + static_cast<int64_t>(merge));
  int64_t times = 0;
  for (size_t w = 0; w < before.words.size(); ++w)
    for (size_t i = 0; i + 1 < before.words[w].size(); ++i)
      times += before.words[w][i] == left && before.words[w][i + 1] == right ? pieces.counts[w] : 0;
  return times;
}

// "'e' and 's' (68 82), which occur 9 times"
std::string in_words(const reference::Pieces& pieces, const BpeVocabulary& known, const BpeMerge& merge, size_t rank) {
  const auto token = [&](int64_t id) {
    const bool there = id >= 0 && id < static_cast<int64_t>(known.tokens.size());
    return there ? to_text(Value(known.tokens[static_cast<size_t>(id)])) : text("no token");
  };
  return text(token(merge.left), " and ", token(merge.right), " (", merge.left, " ", merge.right, "), which occur ",
              occurrences(pieces, rank, merge.left, merge.right), " times");
}

}  // namespace

void expect_merges(const std::vector<int64_t>& got, const reference::Pieces& pieces, const BpeVocabulary& want) {
  for (size_t rank = 0; rank < want.merges.size() && 3 * rank + 2 < got.size(); ++rank) {
    const BpeMerge merge{got[3 * rank], got[3 * rank + 1], got[3 * rank + 2]};
    const BpeMerge& right = want.merges[rank];
    expect(merge.left == right.left && merge.right == right.right,
           text("merge ", rank, " is of ", in_words(pieces, want, merge, rank), "; want ",
                in_words(pieces, want, right, rank)));
    expect(merge.id == right.id, text("merge ", rank, " has id ", merge.id, ", want ", right.id));
  }
  expect(got.size() == 3 * want.merges.size(), text(got.size() / 3, " merges, want ", want.merges.size()));
}

void expect_learned(const reference::Pieces& pieces, int64_t merges) {
  const Values got = student("learn_merges", learn_inputs(pieces, 256 + merges));
  const reference::Learned want = reference::learn(pieces, 256 + merges);
  expect_merges(got["merges"].integers(), pieces, want.vocabulary);
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
  expect(got["kept"].boolean(), "the ids that `ids` held before are gone: encode_some appends to them");
  const std::string of = " of the text " + to_text(inputs["text"]) + (inputs["more"].boolean() ? ", with more" : "");
  expect_equal(got["ids"], want.ids, "ids" + of);
  expect_equal(got["used"], want.used, "bytes used" + of);
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
  expect_equal(got["ids"], reference::encode_some(vocabulary, text, false).ids,
               "ids of the text " + to_text(Value(text)) + " in parts");
}

void expect_decoded(const std::vector<std::string>& tokens, const std::vector<int64_t>& ids) {
  const Values got = student("stream_decode", {{"tokens", to_list(tokens)}, {"ids", ids}});
  expect_equal(byte_values(texts_of(got["parts"])), byte_values(reference::decode_in_parts(tokens, ids)),
               "bytes that come out, by id");
}

}  // namespace llmsys::lab05
