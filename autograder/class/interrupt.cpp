#include "autograder/class/interrupt.h"

#include <unistd.h>

#include <cstdio>

namespace llmsys {

Interrupt::Interrupt() {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);  // threads and programs started from now on inherit it
  waiting_ = std::thread([this] { wait_for_signals(); });
}

Interrupt::~Interrupt() {
  done_ = true;
  pthread_kill(waiting_.native_handle(), SIGTERM);
  waiting_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Interrupt::wait_for_signals() {
  int signal = 0;
  while (sigwait(&signals_, &signal) == 0 && !done_) {
    if (stop_.exchange(true)) _exit(128 + signal);
    std::fprintf(stderr, "\nstopping when what is under way has ended; Ctrl-C again ends at once\n");
  }
}

}  // namespace llmsys
