#include "autograder/cli/build_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace llmsys {

// Compilers and the judge inherit the lock: where a grading is killed, the next one waits until they have ended, too.
BuildLock::BuildLock(const Paths& paths) : file_(open((paths.build + "/.grading").c_str(), O_CREAT | O_RDWR, 0644)) {
  if (file_ < 0 || flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  std::fputs("waiting for another grading in this folder to end\n", stderr);
  while (flock(file_, LOCK_EX) != 0 && errno == EINTR) continue;
}

BuildLock::~BuildLock() {
  if (file_ < 0) return;
  flock(file_, LOCK_UN);  // of whoever inherited it, too
  close(file_);
}

}  // namespace llmsys
