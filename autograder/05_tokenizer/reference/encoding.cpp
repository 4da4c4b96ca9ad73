// Encoding and decoding, step by step.
#include <algorithm>
#include <set>

#include "autograder/05_tokenizer/reference/bpe.h"
#include "framework/data/code_point.h"
#include "framework/data/pieces.h"

namespace llmsys::lab05::reference {
namespace {

int64_t id_of(const BpeVocabulary& vocabulary, std::string_view bytes) {
  const auto found = std::find(vocabulary.tokens.begin(), vocabulary.tokens.end(), bytes);
  return found == vocabulary.tokens.end() ? -1 : found - vocabulary.tokens.begin();
}

// The places where that merge applies, in order.
std::vector<size_t> places_of(const BpeMerge& merge, const std::vector<int64_t>& ids) {
  std::vector<size_t> places;
  for (size_t i = 0; i + 1 < ids.size(); ++i)
    if (ids[i] == merge.left && ids[i + 1] == merge.right) places.push_back(i);
  return places;
}

void apply(const BpeMerge& merge, std::vector<int64_t>& ids, size_t place) {
  ids[place] = merge.id;
  ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(place) + 1);
}

// The first place from `from` on where that merge applies; ids.size() if there is none.
size_t next_place(const BpeMerge& merge, const std::vector<int64_t>& ids, size_t from) {
  for (const size_t place : places_of(merge, ids))
    if (place >= from) return place;
  return ids.size();
}

// One step; false if nothing merges.
bool merge_once(const BpeVocabulary& vocabulary, std::vector<int64_t>& ids, PieceMistake mistake) {
  const BpeMerge* best = nullptr;
  size_t at = ids.size();
  for (const BpeMerge& merge : vocabulary.merges) {  // by rank
    const std::vector<size_t> places = places_of(merge, ids);
    if (places.empty()) continue;
    const size_t place = mistake == PieceMistake::rightmost ? places.back() : places.front();
    const bool better =
        mistake == PieceMistake::highest || best == nullptr || (mistake == PieceMistake::leftmost && place < at);
    if (better) best = &merge, at = place;
  }
  if (best == nullptr) return false;
  do apply(*best, ids, at);
  while (mistake == PieceMistake::all_places && (at = next_place(*best, ids, at + 1)) < ids.size());
  return true;
}

std::vector<int64_t> longest_tokens(const BpeVocabulary& vocabulary, std::string_view piece) {
  std::vector<int64_t> ids;
  while (!piece.empty()) {
    size_t length = piece.size();
    while (id_of(vocabulary, piece.substr(0, length)) < 0) --length;
    ids.push_back(id_of(vocabulary, piece.substr(0, length)));
    piece.remove_prefix(length);
  }
  return ids;
}

// Where the first added token begins; text.size() if there is none.
size_t find_added(const BpeVocabulary& vocabulary, std::string_view text, bool more, const AddedToken*& found) {
  found = nullptr;
  for (size_t at = 0; at < text.size(); ++at) {
    for (const AddedToken& token : vocabulary.added) {
      const std::string_view rest = text.substr(at);
      if (more && rest.size() < token.text.size() && token.text.starts_with(rest)) return found = nullptr, at;
      if (rest.starts_with(token.text) && (found == nullptr || token.text.size() > found->text.size())) found = &token;
    }
    if (found != nullptr) return at;
  }
  return text.size();
}

}  // namespace

std::vector<int64_t> encode_piece(const BpeVocabulary& vocabulary, std::string_view piece, PieceMistake mistake) {
  if (mistake == PieceMistake::longest_token) return longest_tokens(vocabulary, piece);
  std::vector<int64_t> ids;
  for (const char byte : piece) ids.push_back(id_of(vocabulary, std::string(1, byte)));
  if (mistake == PieceMistake::one_each) {
    for (const BpeMerge& merge : vocabulary.merges)
      if (const std::vector<size_t> places = places_of(merge, ids); !places.empty()) apply(merge, ids, places.front());
    return ids;
  }
  while (merge_once(vocabulary, ids, mistake)) {}
  return ids;
}

Encoded encode_some(const BpeVocabulary& given, std::string_view text, bool more, TextMistake mistake) {
  BpeVocabulary vocabulary = given;
  if (mistake == TextMistake::added_as_text) vocabulary.added.clear();
  Encoded out;
  std::set<std::string_view> different;
  while (true) {
    const AddedToken* added = nullptr;
    const std::string_view rest = text.substr(static_cast<size_t>(out.used));
    const size_t end = find_added(vocabulary, rest, more && mistake != TextMistake::beginning_taken, added);
    const bool ends = mistake == TextMistake::uncertain_taken || added != nullptr || !more;
    for (size_t at = 0; at < end;) {
      const size_t seen = mistake == TextMistake::looks_behind ? rest.size() : end;
      const Piece piece = first_piece(rest.substr(at, seen - at), vocabulary.split);
      if (!piece.certain && (!ends || (mistake == TextMistake::end_left && added == nullptr))) return out;
      const std::string_view bytes = rest.substr(at, std::min(piece.length, end - at));
      const int64_t whole = vocabulary.whole_pieces ? id_of(vocabulary, bytes) : -1;
      const std::vector<int64_t> ids = whole >= 0 ? std::vector{whole} : encode_piece(vocabulary, bytes);
      out.ids.insert(out.ids.end(), ids.begin(), ids.end());
      out.pieces += different.insert(bytes).second ? 1 : 0;
      out.used += static_cast<int64_t>(bytes.size());
      at += bytes.size();
    }
    if (added == nullptr) return out;
    out.ids.push_back(added->id);
    out.used += static_cast<int64_t>(added->text.size());
  }
}

std::vector<std::string> decode_in_parts(const std::vector<std::string>& tokens, const std::vector<int64_t>& ids,
                                         StreamMistake mistake) {
  std::vector<std::string> parts;
  std::string held;
  for (const int64_t id : ids) {
    held += tokens.at(static_cast<size_t>(id));
    std::string out;
    while (!held.empty()) {
      const CodePoint next = first_code_point(held);
      const bool broken = mistake == StreamMistake::holds_broken && next.length == 1 && next.value == 0xfffd;
      if (mistake != StreamMistake::never_holds && (next.cut_off || broken)) break;
      out += held.substr(0, next.length);
      held.erase(0, next.length);
    }
    parts.push_back(out);
  }
  parts.push_back(mistake == StreamMistake::rest_lost ? "" : held);
  return parts;
}

}  // namespace llmsys::lab05::reference
