// Training, counted anew for each merge.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "autograder/05_tokenizer/reference/bpe.h"

namespace llmsys::lab05::reference {
namespace {

using Pair = std::pair<int64_t, int64_t>;
using Counts = std::map<Pair, int64_t>;

bool printable(int64_t byte, ByteMistake mistake) {
  if (byte == 0xad) return mistake == ByteMistake::soft_hyphen;
  if (byte == 0x20) return mistake == ByteMistake::blank_printable;
  return (byte > 0x20 && byte < 0x7f) || byte > 0xa0;
}

void count(Counts& counts, const std::vector<int64_t>& word, int64_t times, TrainingMistake mistake) {
  std::set<Pair> seen;
  for (size_t i = 0; i + 1 < word.size(); ++i) {
    const Pair pair{word[i], word[i + 1]};
    if (mistake == TrainingMistake::places_once && !seen.insert(pair).second) continue;
    counts[pair] += mistake == TrainingMistake::words_once ? 1 : times;
  }
}

// Whether `a` goes before `b`, of the same count.
bool before(const Pair& a, const Pair& b, TrainingMistake mistake) {
  if (mistake == TrainingMistake::largest_tie) return a > b;
  if (mistake == TrainingMistake::right_first) return Pair(a.second, a.first) < Pair(b.second, b.first);
  return a < b;
}

// The pair to merge; its count is 0 if there is none.
std::pair<Pair, int64_t> best_of(const Counts& counts, TrainingMistake mistake) {
  std::pair<Pair, int64_t> best{{0, 0}, 0};
  for (const auto& [pair, times] : counts)
    if (times > best.second || (times == best.second && times > 0 && before(pair, best.first, mistake)))
      best = {pair, times};
  return best;
}

bool holds(const std::vector<int64_t>& word, const Pair& pair) {
  for (size_t i = 0; i + 1 < word.size(); ++i)
    if (Pair(word[i], word[i + 1]) == pair) return true;
  return false;
}

}  // namespace

std::vector<int64_t> byte_alphabet(ByteMistake mistake) {
  std::vector<int64_t> characters;
  int64_t next = 256;
  for (int64_t byte = 0; byte < 256; ++byte) {
    const int64_t stand_in = mistake == ByteMistake::by_byte ? 256 + byte : next;
    characters.push_back(printable(byte, mistake) ? byte : stand_in);
    next += printable(byte, mistake) ? 0 : 1;
  }
  return characters;
}

std::vector<std::string> first_tokens(ByteMistake mistake) {
  const std::vector<int64_t> characters = byte_alphabet(mistake);
  std::vector<size_t> bytes(256);
  std::iota(bytes.begin(), bytes.end(), size_t{0});
  if (mistake != ByteMistake::byte_order)
    std::sort(bytes.begin(), bytes.end(), [&](size_t a, size_t b) { return characters[a] < characters[b]; });
  std::vector<std::string> tokens;
  for (const size_t byte : bytes) tokens.emplace_back(1, static_cast<char>(byte));
  return tokens;
}

std::vector<int64_t> merge_pair(const std::vector<int64_t>& ids, int64_t left, int64_t right, int64_t id,
                                TrainingMistake mistake) {
  std::vector<int64_t> merged = ids;
  for (size_t i = 0; i + 1 < merged.size(); ++i) {
    if (merged[i] != left || merged[i + 1] != right) continue;
    merged[i] = id;
    if (mistake != TrainingMistake::right_kept) merged.erase(merged.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    if (mistake == TrainingMistake::first_only) break;
  }
  return merged;
}

Learned learn(const Pieces& pieces, int64_t size, TrainingMistake mistake) {
  Learned out;
  std::vector<std::string>& tokens = out.vocabulary.tokens = first_tokens();
  for (const std::string& piece : pieces.bytes) {
    out.words.emplace_back();
    for (const char byte : piece)
      out.words.back().push_back(std::find(tokens.begin(), tokens.end(), std::string(1, byte)) - tokens.begin());
  }
  out.visits = static_cast<int64_t>(out.words.size());
  Counts counts;
  while (static_cast<int64_t>(tokens.size()) < size) {
    if (mistake != TrainingMistake::counted_once) counts.clear();
    if (counts.empty())
      for (size_t w = 0; w < out.words.size(); ++w) count(counts, out.words[w], pieces.counts[w], mistake);
    const auto [best, times] = best_of(counts, mistake);
    if (times == 0) break;
    const auto id = static_cast<int64_t>(tokens.size());
    tokens.push_back(tokens[static_cast<size_t>(best.first)] + tokens[static_cast<size_t>(best.second)]);
    out.vocabulary.merges.push_back({best.first, best.second, id});
    for (size_t w = 0; w < out.words.size(); ++w) {
      if (!holds(out.words[w], best)) continue;
      ++out.visits;
      out.words[w] = merge_pair(out.words[w], best.first, best.second, id);
      if (mistake == TrainingMistake::counted_once) count(counts, out.words[w], pieces.counts[w], mistake);
    }
    if (mistake == TrainingMistake::counted_once) counts.erase(best);
  }
  return out;
}

}  // namespace llmsys::lab05::reference
