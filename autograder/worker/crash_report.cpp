#include "autograder/worker/crash_report.h"

#include <execinfo.h>
#include <link.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstring>
#include <initializer_list>

extern "C" char __executable_start, etext;  // of the linker: where the program's code lies

namespace llmsys {
namespace {

constexpr int kMostFrames = 48;

uintptr_t g_stack_top = 0;  // these are written once, before any signal
uintptr_t g_load_address = 0;

void say(const char* message) {
  const ssize_t ignored = write(STDERR_FILENO, message, std::strlen(message));
  static_cast<void>(ignored);
}

// Whether the address lies at the end of the stack, or the stack pointer beyond it: a local array may be larger than all of it.
bool is_stack_overflow(uintptr_t address, uintptr_t stack_pointer) {
  rlimit limit{};
  getrlimit(RLIMIT_STACK, &limit);
  const uintptr_t bottom = g_stack_top - limit.rlim_cur;
  constexpr uintptr_t kMargin = uintptr_t{1} << 20,
                      kFree = uintptr_t{100} << 20;  // the kernel maps nothing below the stack
  const bool at_end = address > bottom - kMargin && address < bottom + kMargin;
  return at_end || (stack_pointer < bottom && stack_pointer > bottom - kFree);
}

bool is_ours(uintptr_t address) {
  return address >= reinterpret_cast<uintptr_t>(&__executable_start) && address < reinterpret_cast<uintptr_t>(&etext);
}

// Appends " 1f3a" to the text that ends at `end`; returns the new end.
char* append_hexadecimal(char* end, uintptr_t value) {
  *end++ = ' ';
  int shift = 60;
  while (shift > 0 && (value >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) *end++ = "0123456789abcdef"[(value >> shift) & 15];
  return end;
}

// The frames of the program below the handler. The kernel's way back lies between the two, outside of the program; the first
// frame below it is the instruction itself, not one behind a call.
void say_interrupted_stack() {
  void* frames[kMostFrames];
  const int count = backtrace(frames, kMostFrames);
  int first = 0;
  while (first < count && is_ours(reinterpret_cast<uintptr_t>(frames[first]))) ++first;
  if (++first >= count) return;
  frames[first] = static_cast<char*>(frames[first]) + 1;
  say_stack(frames + first, count - first);
}

void on_signal(int signal, siginfo_t* info, void* context) {
  const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  const auto stack_pointer =
      static_cast<uintptr_t>(static_cast<const ucontext_t*>(context)->uc_mcontext.gregs[REG_RSP]);
  say_interrupted_stack();
  if (signal == SIGABRT || signal == SIGXCPU)
    raise(signal);  // comes when this handler ends: abort() has said why, and of a limit the judge knows
  else if (signal == SIGFPE)
    say("SIGFPE: an integer was divided by zero\n");
  else if (signal == SIGILL)
    say("SIGILL: an illegal instruction (__builtin_trap, or a function that ends without return)\n");
  else if (is_stack_overflow(address, stack_pointer))
    say("SIGSEGV: stack overflow: a recursion without end, or a very large local array\n");
  else if (address < 65536)
    say("SIGSEGV: a null pointer was used\n");
  else
    say("SIGSEGV: memory that is not yours was used: an index out of range, or a dangling reference; --debug shows "
        "which\n");
}

void on_slow_call(int) { say_interrupted_stack(); }

int find_load_address(dl_phdr_info* info, size_t, void*) {
  g_load_address = info->dlpi_addr;
  return 1;  // the program comes first
}

void set_alarm(double seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>((seconds - static_cast<double>(timer.it_value.tv_sec)) * 1e6);
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace

void say_stack(void* const* frames, int count) {
  char line[kMostFrames * 18 + 32] = "\n[stack]";
  char* end = line + std::strlen(line);
  for (int i = 0; i < count && i < kMostFrames; ++i) {
    const auto address = reinterpret_cast<uintptr_t>(frames[i]);
    if (is_ours(address)) end = append_hexadecimal(end, address - g_load_address);
  }
  *end++ = '\n';
  *end = 0;
  say(line);
}

void install_crash_report() {
  alignas(16) static char stack[65536];
  g_stack_top = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  dl_iterate_phdr(find_load_address, nullptr);
  void* frame = nullptr;
  backtrace(&frame, 1);  // the first call loads a library, which a handler must not
  stack_t alternate{};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof stack;
  sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND;  // the second time, the signal's default ends the process
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU}) sigaction(signal, &action, nullptr);
  struct sigaction slow {};
  slow.sa_handler = on_slow_call;
  slow.sa_flags = SA_ONSTACK | SA_RESTART;
  sigaction(SIGALRM, &slow, nullptr);
}

SlowCallReport::SlowCallReport(double seconds) { set_alarm(seconds); }

SlowCallReport::~SlowCallReport() { set_alarm(0); }

}  // namespace llmsys
