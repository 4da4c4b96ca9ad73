#include "autograder/protocol/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr uint64_t kNone = ~uint64_t{0};

// The length stands in front. The other process writes it too, so it is read once, as an atomic.
std::atomic_ref<uint64_t> length_in(char* data) {
  return std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(data));
}

using Descriptors = std::array<int, 2>;

// One byte with two descriptors beside it.
struct DescriptorMessage {
  char byte = 0;
  iovec piece{&byte, 1};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(Descriptors))> control{};
  msghdr header{};

  DescriptorMessage() {
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }
};

}  // namespace

SharedMemory::SharedMemory(size_t bytes) : bytes_(bytes) {
  descriptor_ = memfd_create("llmsys", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  LLMSYS_CHECK(IoError, descriptor_ >= 0, "[SharedMemory] memfd_create: ", std::strerror(errno));
  const bool sized = ftruncate(descriptor_, static_cast<off_t>(bytes)) == 0 &&
                     fcntl(descriptor_, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0;
  const int reason = errno;
  if (!sized) close(descriptor_);
  LLMSYS_CHECK(IoError, sized, "[SharedMemory] ", bytes, " bytes: ", std::strerror(reason));
  map(true);
  clear();
}

SharedMemory::SharedMemory(int descriptor, bool writable) : descriptor_(descriptor) {
  struct stat info {};
  LLMSYS_CHECK(IoError, fstat(descriptor_, &info) == 0, "[SharedMemory] fstat: ", std::strerror(errno));
  bytes_ = static_cast<size_t>(info.st_size);
  map(writable);
}

SharedMemory::~SharedMemory() {
  if (data_ != nullptr) munmap(data_, bytes_);
  if (descriptor_ >= 0) close(descriptor_);
}

void SharedMemory::map(bool writable) {
  void* at = mmap(nullptr, bytes_, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, descriptor_, 0);
  LLMSYS_CHECK(IoError, at != MAP_FAILED, "[SharedMemory] mmap: ", std::strerror(errno));
  data_ = static_cast<char*>(at);
}

void SharedMemory::seal_against_writers() {
  LLMSYS_CHECK(IoError, fcntl(descriptor_, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SEAL) == 0,
               "[SharedMemory] seal: ", std::strerror(errno));
}

void SharedMemory::write(std::string_view message) {
  LLMSYS_CHECK(ValueError, message.size() <= bytes_ - sizeof(uint64_t), "a message takes ", message.size(),
               " bytes, the shared memory holds ", bytes_ - sizeof(uint64_t));
  std::memcpy(data_ + sizeof(uint64_t), message.data(), message.size());
  length_in(data_).store(message.size(), std::memory_order_release);
}

std::string SharedMemory::read() const {
  const uint64_t length = length_in(data_).load(std::memory_order_acquire);
  LLMSYS_CHECK(ValueError, length != kNone, "there is no message in the shared memory");
  LLMSYS_CHECK(ValueError, length <= bytes_ - sizeof(uint64_t), "a message of ", length, " bytes cannot be");
  return {data_ + sizeof(uint64_t), length};
}

void SharedMemory::clear() { length_in(data_).store(kNone, std::memory_order_release); }

void send_descriptors(int socket, const std::array<int, 2>& descriptors) {
  DescriptorMessage message;
  cmsghdr* control = CMSG_FIRSTHDR(&message.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof descriptors);
  std::memcpy(CMSG_DATA(control), descriptors.data(), sizeof descriptors);
  LLMSYS_CHECK(IoError, sendmsg(socket, &message.header, MSG_NOSIGNAL) == 1, "[send_descriptors] ",
               std::strerror(errno));
}

std::array<int, 2> receive_descriptors(int socket) {
  DescriptorMessage message;
  ssize_t n = -1;
  do n = recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  const cmsghdr* control = n == 1 ? CMSG_FIRSTHDR(&message.header) : nullptr;
  LLMSYS_CHECK(
      IoError,
      control != nullptr && control->cmsg_type == SCM_RIGHTS && control->cmsg_len == CMSG_LEN(sizeof(Descriptors)),
      "[receive_descriptors] no descriptors came");
  Descriptors out{};
  std::memcpy(out.data(), CMSG_DATA(control), sizeof out);
  return out;
}

}  // namespace llmsys
