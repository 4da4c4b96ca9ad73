#include "autograder/worker/crash_report.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstring>
#include <initializer_list>

namespace llmsys {
namespace {

uintptr_t g_stack_top = 0;  // written once, before any signal

void say(const char* message) {
  const ssize_t ignored = write(STDERR_FILENO, message, std::strlen(message));
  static_cast<void>(ignored);
}

bool near_stack_end(uintptr_t address) {
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  const uintptr_t bottom = g_stack_top - limit.rlim_cur;
  constexpr uintptr_t kMargin = uintptr_t{1} << 20;
  return address > bottom - kMargin && address < bottom + kMargin;
}

void on_signal(int signal, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  if (signal == SIGFPE)
    say("\nSIGFPE: an integer was divided by zero\n");
  else if (signal == SIGILL)
    say("\nSIGILL: an illegal instruction (__builtin_trap, or a function that ends without return)\n");
  else if (near_stack_end(address))
    say("\nSIGSEGV: stack overflow: a recursion without end, or a very large local array\n");
  else if (address < 65536)
    say("\nSIGSEGV: a null pointer was used\n");
  else
    say("\nSIGSEGV: memory that is not yours was used: an index out of range, or a dangling reference\n");
}

}  // namespace

void install_crash_report() {
  alignas(16) static char stack[65536];
  g_stack_top = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;  // the second time, the signal's default ends the process
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) sigaction(signal, &action, nullptr);
}

}  // namespace llmsys
