#include "framework/data/code_point.h"

#include <utf8proc.h>

#include <array>

namespace llmsys {
namespace {

constexpr char32_t kReplacement = 0xfffd;

constexpr CharacterKind kind_of_ascii(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return CharacterKind::letter;
  if (c >= '0' && c <= '9') return CharacterKind::number;
  return c == ' ' || (c >= '\t' && c <= '\r') ? CharacterKind::space : CharacterKind::other;
}

constexpr std::array<CharacterKind, 128> make_ascii() {
  std::array<CharacterKind, 128> kinds{};
  for (unsigned char c = 0; c < 128; ++c) kinds[c] = kind_of_ascii(c);
  return kinds;
}

constexpr std::array<CharacterKind, 128> kAscii = make_ascii();

// White_Space above ASCII, PropList.txt of the Unicode Character Database.
bool is_space(char32_t value) {
  return value == 0x85 || value == 0xa0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200a) || value == 0x2028 ||
         value == 0x2029 || value == 0x202f || value == 0x205f || value == 0x3000;
}

CharacterKind kind_of(char32_t value) {
  if (is_space(value)) return CharacterKind::space;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) return CharacterKind::letter;
  if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) return CharacterKind::number;
  return CharacterKind::other;
}

// What a lead byte asks for: how many bytes in all, and between which limits the second one must lie.
struct Lead {
  size_t length;
  unsigned char low, high;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0xc2 || byte > 0xf4) return {1, 0, 0};
  if (byte < 0xe0) return {2, 0x80, 0xbf};
  if (byte < 0xf0)
    return {3, byte == 0xe0 ? uint8_t{0xa0} : uint8_t{0x80}, byte == 0xed ? uint8_t{0x9f} : uint8_t{0xbf}};
  return {4, byte == 0xf0 ? uint8_t{0x90} : uint8_t{0x80}, byte == 0xf4 ? uint8_t{0x8f} : uint8_t{0xbf}};
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return {kAscii[byte(0)], 1, false, byte(0)};
  const Lead lead = lead_of(byte(0));
  constexpr CodePoint broken{CharacterKind::other, 1, false, kReplacement};
  if (lead.length == 1) return broken;
  char32_t value = byte(0) & (0xffU >> (lead.length + 1));
  for (size_t i = 1; i < lead.length; ++i) {
    if (i == text.size()) return {CharacterKind::other, 1, true, kReplacement};
    const unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xbf;
    if (byte(i) < low || byte(i) > high) return broken;
    value = value << 6 | (byte(i) & 0x3f);
  }
  return {kind_of(value), static_cast<uint8_t>(lead.length), false, value};
}

}  // namespace llmsys
