// Given: tables for encoding.
#include "labs/05_tokenizer/bpe_model.h"

#include <algorithm>
#include <bit>

#include "framework/base/error.h"

namespace llmsys::lab05 {

BpeModel::BpeModel(BpeVocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {
  const std::vector<std::string>& tokens = vocabulary_.tokens;
  LLMSYS_CHECK(ValueError, tokens.size() <= INT32_MAX, "[BpeModel] ", tokens.size(), " tokens are too many");
  id_of_byte_.fill(-1);
  for (size_t id = tokens.size(); id-- > 0;)  // backwards: of two the smaller id stays
    if (tokens[id].size() == 1) id_of_byte_[static_cast<unsigned char>(tokens[id][0])] = static_cast<int64_t>(id);
  add_merges();
  add_added_tokens();
  if (vocabulary_.whole_pieces)
    for (size_t id = tokens.size(); id-- > 0;) whole_pieces_[tokens[id]] = static_cast<int64_t>(id);
}

void BpeModel::refuse_byte(char byte) const {
  throw ValueError(text("[BpeModel] byte ", int{static_cast<unsigned char>(byte)}, " of the text is none of the ",
                        vocabulary_.tokens.size(),
                        " tokens: this vocabulary cannot say it, so take it out of the text"));
}

void BpeModel::add_merges() {
  slots_.resize(std::bit_ceil(2 * vocabulary_.merges.size() + 2));
  const auto tokens = static_cast<int64_t>(vocabulary_.tokens.size());
  for (size_t rank = 0; rank < vocabulary_.merges.size(); ++rank) {
    const BpeMerge& merge = vocabulary_.merges[rank];
    for (const int64_t id : {merge.left, merge.right, merge.id})
      LLMSYS_CHECK(ValueError, id >= 0 && id < tokens, "[BpeModel] merge ", rank, " is of id ", id, ", there are ",
                   tokens, " tokens");
    Slot& slot = slots_[slot_of(merge.left, merge.right)];
    if (slot.left < 0)
      slot = {merge.left, merge.right, {static_cast<int64_t>(rank), merge.id}};  // the first one counts
  }
}

void BpeModel::add_added_tokens() {
  for (const AddedToken& token : vocabulary_.added) {
    LLMSYS_CHECK(ValueError, !token.text.empty(), "[BpeModel] added token ", token.id, " is empty");
    LLMSYS_CHECK(ValueError, token.id >= 0 && token.id < static_cast<int64_t>(vocabulary_.tokens.size()),
                 "[BpeModel] added token '", token.text, "' has id ", token.id, ", there are ",
                 vocabulary_.tokens.size(), " tokens");
    if (first_bytes_.find(token.text[0]) == std::string::npos) first_bytes_ += token.text[0];
  }
  longest_first_ = vocabulary_.added;
  std::stable_sort(longest_first_.begin(), longest_first_.end(),
                   [](const AddedToken& a, const AddedToken& b) { return a.text.size() > b.text.size(); });
}

// Where the pair is, or where it would be.
size_t BpeModel::slot_of(int64_t left, int64_t right) const {
  const auto key = static_cast<uint64_t>(left) << 32 | static_cast<uint64_t>(right);
  const size_t mask = slots_.size() - 1;
  size_t at = (key * 0x9e3779b97f4a7c15U) >> 32 & mask;  // Fibonacci hashing
  while (slots_[at].left >= 0 && (slots_[at].left != left || slots_[at].right != right)) at = (at + 1) & mask;
  return at;
}

MergeRule BpeModel::merge(int64_t left, int64_t right) const {
  if (work_ != nullptr) ++work_->lookups;
  return slots_[slot_of(left, right)].rule;
}

Piece BpeModel::first_piece(std::string_view text) const {
  const Piece piece = llmsys::first_piece(text, vocabulary_.split);
  if (work_ != nullptr) work_->scanned += static_cast<int64_t>(piece.length);
  return piece;
}

// What find_added() says if nothing before `begin` counts; length 0 and begin + 1 if nothing begins there.
AddedMatch BpeModel::match_at(std::string_view text, size_t begin, bool more) const {
  const std::string_view rest = text.substr(begin);
  for (const AddedToken& token : longest_first_) {
    if (rest.starts_with(token.text)) return {begin, token.text.size(), token.id};
    if (more && std::string_view(token.text).starts_with(rest)) return {begin, 0, -1};
  }
  return {begin + 1, 0, -1};
}

AddedMatch BpeModel::find_added(std::string_view text, bool more) const {
  if (first_bytes_.empty()) return {text.size(), 0, -1};
  const bool one = first_bytes_.size() == 1;  // then memchr finds it, which is faster
  for (size_t at = 0;; ++at) {
    at = one ? text.find(first_bytes_[0], at) : text.find_first_of(first_bytes_, at);
    if (at == std::string_view::npos) return {text.size(), 0, -1};
    const AddedMatch match = match_at(text, at, more);
    if (match.begin == at) return match;
  }
}

int64_t BpeModel::id_of_whole_piece(std::string_view piece) const {
  if (whole_pieces_.empty()) return -1;
  const auto found = whole_pieces_.find(piece);
  return found == whole_pieces_.end() ? -1 : found->second;
}

}  // namespace llmsys::lab05
