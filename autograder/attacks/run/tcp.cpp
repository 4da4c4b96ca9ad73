// Tries: connects to a server on this machine
// Held by: the sandbox: no network
// Policy: refuses

#include <arpa/inet.h>
#include <sys/socket.h>

#include <cstdio>

namespace {
void attack() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(LLMSYS_PORT);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd >= 0 && connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0) std::puts("attack-succeeded tcp");
}
}  // namespace
