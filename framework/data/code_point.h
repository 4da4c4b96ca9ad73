/// @file
/// One character of a text that may be anything: UTF-8, broken UTF-8, or bytes of a picture.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace llmsys {

/// What a pre-tokenizer wants to know of a character.
enum class CharacterKind : uint8_t {
  letter,  ///< L of the general categories: Lu, Ll, Lt, Lm, Lo
  number,  ///< N: Nd, Nl, No
  space,   ///< the property White_Space
  other    ///< all else; every byte that is part of no character, one by one
};

/// A character at the start of a text.
struct CodePoint {
  CharacterKind kind = CharacterKind::other;  ///< its kind
  uint8_t length = 1;                         ///< bytes it takes, 1 to 4
  bool cut_off = false;  ///< whether the text ends where it is not yet known: more bytes may make it one
  char32_t value = 0;    ///< its number; 0xFFFD for a byte that is part of no character
};

/// The first character of a text that is not empty. Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing
/// above U+10FFFF. Unicode 15, as of utf8proc 2.8.
CodePoint first_code_point(std::string_view text);

}  // namespace llmsys
