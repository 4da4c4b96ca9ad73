/// @file
/// Messages over a socket: an 8-byte mark, an 8-byte length, then the bytes. A length above the cap is refused unread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace llmsys {

/// The largest message either side accepts, in bytes.
inline constexpr uint64_t kMaxFrameBytes = uint64_t{64} << 20;

/// The mark and length that go before a message of `size` bytes.
std::string frame_header(uint64_t size);

/// Bytes in front of a message.
inline constexpr size_t kFrameHeaderBytes = 16;

/// The length that a header of kFrameHeaderBytes announces; nothing if it is not a header of ours or breaks the cap.
std::optional<uint64_t> frame_length(std::string_view header);

/// Writes a whole message to `fd`, waiting as needed.  @throws IoError if the other side is gone
void write_frame(int fd, std::string_view bytes);

/// Reads a whole message from `fd`, waiting as needed; nothing at end of file.  @throws IoError for a broken one
std::optional<std::string> read_frame(int fd);

}  // namespace llmsys
