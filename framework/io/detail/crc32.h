/// @file
/// The checksum that Python calls zlib.crc32: how tests compare with what a script computed, without its numbers.
#pragma once
#include <cstdint>
#include <string_view>

namespace llmsys::detail {

/// CRC-32 of IEEE 802.3, a bit at a time.
inline uint32_t crc32(std::string_view bytes) {
  uint32_t out = ~0U;
  for (const char byte : bytes) {
    out ^= static_cast<uint8_t>(byte);
    for (int bit = 0; bit < 8; ++bit) out = (out >> 1) ^ ((out & 1) != 0 ? 0xEDB88320U : 0);
  }
  return ~out;
}

}  // namespace llmsys::detail
