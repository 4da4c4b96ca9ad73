/// @file
/// Memory that judge and worker both see, for requests whose time is taken: nothing is copied through a socket.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace llmsys {

/// A piece of memory behind a descriptor. It holds one message at a time: its length, then its bytes. Its size is sealed, so
/// that neither side can pull it away under the other.
class SharedMemory {
 public:
  /// Fresh memory, mapped to be written by its maker.  @throws IoError
  explicit SharedMemory(size_t bytes);
  /// Maps what another process made; takes the descriptor.  @throws IoError
  SharedMemory(int descriptor, bool writable);
  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  /// From now on only mappings that are there already can be written: whoever gets the descriptor can read.
  void seal_against_writers();
  /// The descriptor, to pass on.
  [[nodiscard]] int descriptor() const { return descriptor_; }
  /// Puts a message in.  @throws ValueError if it does not fit
  void write(std::string_view message);
  /// A copy of the message, which the other side cannot change any more.
  /// @throws ValueError if there is none, or its length cannot be
  [[nodiscard]] std::string read() const;
  /// No message from now on.
  void clear();

 private:
  void map(bool writable);

  int descriptor_ = -1;
  char* data_ = nullptr;
  size_t bytes_ = 0;
};

/// Room for a request or an answer, in bytes; only what is used takes memory.
inline constexpr size_t kSharedBytes = size_t{64} << 20;

/// Hands two descriptors through a socket.  @throws IoError
void send_descriptors(int socket, const std::array<int, 2>& descriptors);

/// Takes them at the other end, waiting as needed.  @throws IoError
std::array<int, 2> receive_descriptors(int socket);

}  // namespace llmsys
