/// @file
/// Little-endian numbers and texts, one after another, from bytes that may end too early.
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "framework/base/error.h"
#include "framework/io/shared_bytes.h"

namespace llmsys::detail {

static_assert(std::endian::native == std::endian::little, "the formats, and so this code, are little-endian");

/// Shared bytes as text.
inline std::string_view view_of(const SharedBytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data.get()), bytes.size};
}

/// Reads from the front. Every read names what it is for: IoError "it is cut off at byte 17, inside a tensor's name".
class ByteReader {
 public:
  /// Starts at byte `at`.
  explicit ByteReader(std::string_view bytes, size_t at = 0) : bytes_(bytes), at_(at) {}

  /// The next number; T is the type that it is stored as.
  template <class T>
  T number(std::string_view what) {
    T value;
    std::memcpy(&value, take(sizeof(T), what).data(), sizeof value);
    return value;
  }
  /// The next `size` bytes.
  std::string_view take(uint64_t size, std::string_view what) {
    LLMSYS_CHECK(IoError, size <= left(), "it is cut off at byte ", at_, ", inside ", what, ": ", size,
                 " more bytes are needed, ", left(), " are left");
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
  }
  /// Bytes read so far, those before the start included.
  [[nodiscard]] size_t at() const { return at_; }
  /// Bytes not read yet.
  [[nodiscard]] size_t left() const { return bytes_.size() - at_; }

 private:
  std::string_view bytes_;
  size_t at_;
};

}  // namespace llmsys::detail
