#include "autograder/sandbox/descriptor.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "framework/base/error.h"

namespace llmsys {

DescriptorPair open_pipe() {
  int ends[2];
  LLMSYS_CHECK(IoError, pipe2(ends, O_CLOEXEC) == 0, "cannot make a pipe: ", std::strerror(errno));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

DescriptorPair open_sockets(int type) {
  int ends[2];
  LLMSYS_CHECK(IoError, socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) == 0,
               "cannot make a pair of sockets: ", std::strerror(errno));
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace llmsys
