// Given: groups of digits, and the walk through a text.
#include <algorithm>
#include <array>
#include <utility>

#include "labs/06_pretraining/personal_data.h"

namespace llmsys::lab06 {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_of_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool may_begin(std::string_view text, size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (is_of_word(before) || before == '@') return false;
  return !(before == '.' && at > 1 && is_digit(text[at - 2]));
}

size_t digits_at(std::string_view text, size_t at) {
  size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

// The personal data at the start of a text; nothing where begin == end.
PersonalData match_any(std::string_view text) {
  using Match = size_t (*)(std::string_view);
  constexpr std::array<std::pair<PersonalKind, Match>, 4> all = {{{PersonalKind::card, match_card},
                                                                  {PersonalKind::ipv4, match_ipv4},
                                                                  {PersonalKind::email, match_email},
                                                                  {PersonalKind::phone, match_phone}}};
  for (const auto& [kind, match] : all)
    if (const size_t length = match(text); length > 0) return {kind, 0, length};
  return {};
}

}  // namespace

std::vector<DigitGroup> digit_groups(std::string_view text, std::string_view separators, size_t most) {
  std::vector<DigitGroup> groups;
  std::string digits;
  size_t at = 0;
  while (digits.size() < 20) {
    const size_t count = digits_at(text, at);
    if (count == 0) break;
    digits.append(text.substr(at, count));
    at += count;
    groups.push_back({digits, at});
    const size_t behind = std::min(text.find_first_not_of(separators, at), text.size());
    if (behind == at || behind - at > most) break;
    at = behind;
  }
  return groups;
}

bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i]) return false;
  return digits_at(text, shape.size()) == 0;
}

std::vector<PersonalData> find_personal_data(std::string_view text) {
  std::vector<PersonalData> found;
  for (size_t at = 0; at < text.size();) {
    const PersonalData one = may_begin(text, at) ? match_any(text.substr(at)) : PersonalData{};
    if (one.end > 0) found.push_back({one.kind, at, at + one.end});
    at += one.end > 0 ? one.end : 1;
  }
  return found;
}

std::string masked(std::string_view text) {
  constexpr std::array<std::string_view, 4> masks = {"<email>", "<ip>", "<card>", "<phone>"};
  std::string out;
  size_t from = 0;
  for (const PersonalData& one : find_personal_data(text)) {
    out.append(text.substr(from, one.begin - from)).append(masks[static_cast<size_t>(one.kind)]);
    from = one.end;
  }
  return out.append(text.substr(from));
}

}  // namespace llmsys::lab06
