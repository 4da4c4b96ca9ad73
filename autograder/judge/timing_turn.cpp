#include "autograder/judge/timing_turn.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

namespace llmsys {

TimingTurn::TimingTurn(const std::string& file) : fd_(open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644)) {
  while (fd_ >= 0 && flock(fd_, LOCK_EX) != 0 && errno == EINTR) {}
}

TimingTurn::~TimingTurn() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace llmsys
