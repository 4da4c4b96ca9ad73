/// @file
/// A file descriptor that closes itself.
#pragma once
#include <unistd.h>

#include <utility>

namespace llmsys {

/// Owns one; -1 stands for none.
class Descriptor {
 public:
  /// Takes it over.
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { reset(); }
  /// Takes it over; the other one has none then.
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  /// The two change places.
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  /// Its number.
  [[nodiscard]] int get() const { return fd_; }
  /// Closes it now.
  void reset() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

/// The two ends of a pipe or of a pair of sockets.
struct DescriptorPair {
  Descriptor ours;    ///< stays here; of a pipe, it reads
  Descriptor theirs;  ///< goes to the program; of a pipe, it writes
};

/// A pipe. Both ends close on exec.  @throws IoError
DescriptorPair open_pipe();
/// A pair of local sockets of that type, such as SOCK_STREAM. Both close on exec.  @throws IoError
DescriptorPair open_sockets(int type);

}  // namespace llmsys
