// Tries: connects to local servers by abstract names and by descriptors
// Held by: the sandbox: no sockets
// Policy: refuses

#include <sys/socket.h>
#include <sys/un.h>

#include <cstdio>
#include <cstring>

namespace {
void attack() {
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  std::memcpy(to.sun_path + 1, LLMSYS_ABSTRACT, sizeof LLMSYS_ABSTRACT - 1);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + sizeof LLMSYS_ABSTRACT);
  if (fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&to), size) == 0) std::puts("attack-succeeded unix");
}
}  // namespace
