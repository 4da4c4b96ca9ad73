#include "autograder/protocol/frame.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr uint64_t kMark = 0x31766d6172666c6c;  // "llframv1"

// Reads exactly `size` bytes; false at end of file before the first.
bool read_all(int fd, char* to, size_t size) {
  size_t done = 0;
  while (done < size) {
    const ssize_t n = read(fd, to + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n == 0 && done == 0) return false;
    LLMSYS_CHECK(IoError, n > 0, "[read_frame] the message ended after ", done, " of ", size, " bytes");
    done += static_cast<size_t>(n);
  }
  return true;
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    LLMSYS_CHECK(IoError, n > 0, "[write_frame] the other side is gone: ", std::strerror(errno));
    bytes.remove_prefix(static_cast<size_t>(n));
  }
}

}  // namespace

std::string frame_header(uint64_t size) {
  std::string header(kFrameHeaderBytes, '\0');
  std::memcpy(header.data(), &kMark, sizeof kMark);
  std::memcpy(header.data() + sizeof kMark, &size, sizeof size);
  return header;
}

std::optional<uint64_t> frame_length(std::string_view header) {
  uint64_t mark = 0, size = 0;
  if (header.size() != kFrameHeaderBytes) return std::nullopt;
  std::memcpy(&mark, header.data(), sizeof mark);
  std::memcpy(&size, header.data() + sizeof mark, sizeof size);
  if (mark != kMark || size > kMaxFrameBytes) return std::nullopt;
  return size;
}

void write_frame(int fd, std::string_view bytes) {
  LLMSYS_CHECK(IoError, bytes.size() <= kMaxFrameBytes, "[write_frame] a message of ", bytes.size(), " bytes; at most ",
               kMaxFrameBytes);
  write_all(fd, frame_header(bytes.size()));
  write_all(fd, bytes);
}

std::optional<std::string> read_frame(int fd) {
  char header[kFrameHeaderBytes];
  if (!read_all(fd, header, sizeof header)) return std::nullopt;
  const std::optional<uint64_t> size = frame_length({header, sizeof header});
  LLMSYS_CHECK(IoError, size.has_value(), "[read_frame] not a message");
  std::string bytes(*size, '\0');
  if (*size > 0) LLMSYS_CHECK(IoError, read_all(fd, bytes.data(), bytes.size()), "[read_frame] the message is missing");
  return bytes;
}

}  // namespace llmsys
