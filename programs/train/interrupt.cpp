#include "programs/train/interrupt.h"

#include <csignal>

namespace llmsys {
namespace {

volatile std::sig_atomic_t flag = 0;  // what a signal handler may write

void handle(int signal) {
  flag = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

void catch_interrupts() {
  std::signal(SIGINT, handle);
  std::signal(SIGTERM, handle);
  std::signal(SIGXFSZ, SIG_IGN);  // a file beyond its limit is then an error of the write, and is reported
}

bool interrupted() { return flag != 0; }

}  // namespace llmsys
