#include "programs/model/score_tokenizer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <queue>

#include "framework/base/error.h"
#include "framework/data/code_point.h"

namespace llmsys {
namespace {

constexpr std::string_view kBlank = "\xE2\x96\x81";  // U+2581, how SentencePiece writes a blank

TokenType type_of(const TokenizerData& data, size_t id) {
  return data.types.empty() ? TokenType::normal : data.types[id];
}

bool is_special(TokenType type) { return type == TokenType::control || type == TokenType::unknown; }

std::string with_blanks(std::string text) {
  for (size_t at = text.find(kBlank); at != std::string::npos; at = text.find(kBlank, at + 1))
    text.replace(at, kBlank.size(), " ");
  return text;
}

// The byte of "<0x0A>"; -1 if it is something else.
int byte_of(const std::string& token) {
  unsigned value = 0;
  int end = 0;
  const bool read = token.size() == 6 && std::sscanf(token.c_str(), "<0x%2X>%n", &value, &end) == 1 && end == 6;
  return read ? static_cast<int>(value) : -1;
}

// What people are shown of a token.
std::vector<std::string> shown(const TokenizerData& data) {
  std::vector<std::string> out;
  for (size_t id = 0; id < data.tokens.size(); ++id) {
    const int byte = type_of(data, id) == TokenType::byte ? byte_of(data.tokens[id]) : -1;
    if (is_special(type_of(data, id)))
      out.emplace_back();
    else if (byte >= 0)
      out.emplace_back(1, static_cast<char>(byte));
    else
      out.push_back(data.model == "llama" ? with_blanks(data.tokens[id]) : data.tokens[id]);
  }
  return out;
}

// Tokens of a text from left to right, in a list from which they are taken while it stays linked.
class Word {
 public:
  struct Pair {
    float score;
    size_t left;                // place of the left token
    int64_t left_id, right_id;  // what stood there when the pair was found
    int64_t id;                 // of both together
  };
  struct Later {
    bool operator()(const Pair& a, const Pair& b) const {
      return a.score != b.score ? a.score < b.score : a.left > b.left;
    }
  };

  explicit Word(std::vector<int64_t> ids) : ids_(std::move(ids)), next_(ids_.size()), before_(ids_.size()) {
    for (size_t i = 0; i < ids_.size(); ++i) next_[i] = i + 1, before_[i] = i - 1;
  }
  // Whether both tokens of a pair are still there.
  [[nodiscard]] bool holds(const Pair& pair) const {
    return ids_[pair.left] == pair.left_id && has_next(pair.left) && ids_[next_[pair.left]] == pair.right_id;
  }
  void merge(const Pair& pair) {
    const size_t gone = next_[pair.left];
    ids_[pair.left] = pair.id;
    ids_[gone] = -1;
    next_[pair.left] = next_[gone];
    if (next_[gone] < ids_.size()) before_[next_[gone]] = pair.left;
  }
  [[nodiscard]] size_t size() const { return ids_.size(); }
  [[nodiscard]] bool has_next(size_t at) const { return next_[at] < ids_.size(); }
  [[nodiscard]] size_t before(size_t at) const { return before_[at]; }
  [[nodiscard]] int64_t id(size_t at) const { return ids_[at]; }
  [[nodiscard]] int64_t next_id(size_t at) const { return ids_[next_[at]]; }
  [[nodiscard]] std::vector<int64_t> left_over() const {
    std::vector<int64_t> out;
    for (const int64_t id : ids_)
      if (id >= 0) out.push_back(id);
    return out;
  }

 private:
  std::vector<int64_t> ids_;           // -1: merged into the token before
  std::vector<size_t> next_, before_;  // places; size() past the end, before(0) is size_t(-1)
};

}  // namespace

ScoreTokenizer::ScoreTokenizer(const TokenizerData& data)
    : ModelTokenizer(shown(data)), space_prefix_(data.add_space_prefix), scores_(data.scores) {
  LLMSYS_CHECK(IoError, data.model == "llama" || data.model == "llama2.c",
               "[ScoreTokenizer] the tokenizer is of kind '", data.model.substr(0, 40),
               "', which is not read here: want gpt2, llama or llama2.c");
  LLMSYS_CHECK(IoError, data.scores.size() == data.tokens.size(), "[ScoreTokenizer] ", data.tokens.size(),
               " tokens, but ", data.scores.size(), " scores");
  byte_ids_.fill(-1);
  for (size_t id = 0; id < data.tokens.size(); ++id) add_token(data, static_cast<int64_t>(id));
  for (size_t byte = 0; byte < 256; ++byte)
    LLMSYS_CHECK(IoError, byte_ids_[byte] >= 0, "[ScoreTokenizer] byte ", byte, " has no token");
}

void ScoreTokenizer::add_token(const TokenizerData& data, int64_t id) {
  const auto i = static_cast<size_t>(id);
  LLMSYS_CHECK(IoError, std::isfinite(data.scores[i]), "[ScoreTokenizer] the score of token ", id, " is ",
               data.scores[i]);
  const TokenType type = type_of(data, i);
  texts_.push_back(tokens()[i]);
  if (is_special(type)) {
    special_.emplace(data.tokens[i], id);
  } else if (type == TokenType::byte) {
    LLMSYS_CHECK(IoError, byte_of(data.tokens[i]) >= 0, "[ScoreTokenizer] token ", id,
                 " should be a byte such as <0x0A>");
    byte_ids_[static_cast<size_t>(byte_of(data.tokens[i]))] = id;
  } else {
    ids_.emplace(tokens()[i], id);  // of two the smaller id stays
  }
}

// Each character's token, or those of its bytes.
std::vector<int64_t> ScoreTokenizer::first_ids(std::string_view text) const {
  std::vector<int64_t> out;
  while (!text.empty()) {
    const size_t length = first_code_point(text).length;
    const auto found = ids_.find(std::string(text.substr(0, length)));
    if (found != ids_.end())
      out.push_back(found->second);
    else
      for (const char byte : text.substr(0, length)) out.push_back(byte_ids_[static_cast<unsigned char>(byte)]);
    text.remove_prefix(length);
  }
  return out;
}

std::vector<int64_t> ScoreTokenizer::encode_as_text(std::string_view text) {
  if (text.empty()) return {};
  Word word(first_ids(space_prefix_ ? " " + std::string(text) : std::string(text)));
  std::priority_queue<Word::Pair, std::vector<Word::Pair>, Word::Later> pairs;
  const auto look_at = [&](size_t left) {
    if (left >= word.size() || !word.has_next(left)) return;
    const auto found =
        ids_.find(texts_[static_cast<size_t>(word.id(left))] + texts_[static_cast<size_t>(word.next_id(left))]);
    if (found == ids_.end()) return;
    pairs.push({scores_[static_cast<size_t>(found->second)], left, word.id(left), word.next_id(left), found->second});
  };
  for (size_t i = 0; i < word.size(); ++i) look_at(i);
  while (!pairs.empty()) {
    const Word::Pair pair = pairs.top();
    pairs.pop();
    if (!word.holds(pair)) continue;
    word.merge(pair);
    look_at(word.before(pair.left));
    look_at(pair.left);
  }
  return word.left_over();
}

// Special tokens of these files have no text of their own in prompts ("<s>" is three characters), as in llama2.c.
std::vector<int64_t> ScoreTokenizer::encode(std::string_view text) { return encode_as_text(text); }

std::optional<int64_t> ScoreTokenizer::special(std::string_view token) const {
  const auto found = special_.find(std::string(token));
  return found == special_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace llmsys
