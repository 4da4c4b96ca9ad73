/// @file
/// Task 5.1: bytes as characters that can be printed, and ids as bytes.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace llmsys::lab05 {

/// The character by which GPT-2 shows each byte: Unicode code points, by byte. No two bytes share one.
///
/// A byte that Latin-1 can print stands for itself: 0x21 to 0x7E, 0xA1 to 0xAC, 0xAE to 0xFF. The other 68, in their
/// order, are U+0100, U+0101, ...: so byte 0x00 is U+0100, the blank 0x20 is U+0120 "Ġ", the last one, 0xAD, is U+0143.
std::array<char32_t, 256> byte_alphabet();

/// The tokens that every vocabulary begins with: the 256 single bytes, in the order of their characters. Token 0 is "!"
/// (U+0021), token 65 is "b", token 220 the blank (U+0120).
std::vector<std::string> first_tokens();

/// The bytes of all tokens, one after another. What comes out need not be UTF-8: a token may be a part of a character.
/// @param tokens  bytes by id
/// @throws IndexError that names the id and its position in `ids`, if an id is not in 0 .. tokens.size() - 1
std::string decode(const std::vector<std::string>& tokens, std::span<const int64_t> ids);

}  // namespace llmsys::lab05
