#include "framework/simt/detail/signals.h"

#include <pthread.h>
#include <signal.h>
#include <ucontext.h>

#include <array>
#include <mutex>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

constexpr std::array kFaultSignals{SIGSEGV, SIGBUS, SIGFPE, SIGILL};
constexpr int kInterrupt = SIGURG;  // ignored unless somebody asks for it

/// What handlers did before ours, by place in kFaultSignals.
std::array<struct sigaction, kFaultSignals.size()> handlers_before;

/// What the running kernel thread did. Written by the handler, read when the thread has been diverted.
struct Caught {
  int signal = 0;
  const void* pc = nullptr;
  const void* address = nullptr;
  Endless endless{};
};
thread_local constinit Caught caught;

std::string hexadecimal(const void* address) {
  std::array<char, 20> digits{};
  std::snprintf(digits.data(), digits.size(), "%p", address);
  return digits.data();
}

Abandonment explanation() {
  switch (caught.signal) {
    case kInterrupt:
      if (caught.endless == Endless::meeting)
        return {
            Fault::spinning, caught.pc,
            "the threads of the block meet again and again, and none of them ends: is there a loop around the barrier "
            "or shuffle that never stops? A kernel that takes this long needs more ExecutorOptions::patience"};
      return {Fault::spinning, caught.pc,
              "it neither waits nor ends. A loop that only reads memory until another thread changes it must call "
              "__nanosleep() or an atomic function: the emulator cannot see what it waits for"};
    case SIGILL: return {Fault::trap, caught.pc, "it executed an illegal instruction, as __builtin_trap() is"};
    case SIGFPE: return {Fault::trap, caught.pc, "it divided an integer by 0, or the lowest one by -1"};
    default:
      return {Fault::illegal_address, caught.pc,
              "illegal address " + hexadecimal(caught.address) + ": no device memory is there"};
  }
}

/// Where a diverted thread goes on.
[[noreturn]] void give_up() {
  const Abandonment why = explanation();
  if (caught.signal != kInterrupt) current_block->find_culprit(why);
  current_block->abandon(why);
}

#if defined(__x86_64__)
auto& stack_of(ucontext_t& context) { return context.uc_mcontext.gregs[REG_RSP]; }
auto& place_of(ucontext_t& context) { return context.uc_mcontext.gregs[REG_RIP]; }
constexpr size_t kBelowCall = 8;  // a call would have pushed the return address
#elif defined(__aarch64__)
auto& stack_of(ucontext_t& context) { return context.uc_mcontext.sp; }
auto& place_of(ucontext_t& context) { return context.uc_mcontext.pc; }
constexpr size_t kBelowCall = 0;
#endif

template <class Register>
const void* address_in(Register value) {
  return reinterpret_cast<const void*>(static_cast<uintptr_t>(value));
}

template <class Register, class T>
void set(Register& to, T* address) {
  to = static_cast<Register>(reinterpret_cast<uintptr_t>(address));
}

/// Sends the interrupted kernel thread to give_up(); false if it is none.
bool divert([[maybe_unused]] const Caught& what, [[maybe_unused]] void* context) {
#if defined(__x86_64__) || defined(__aarch64__)
  auto& state = *static_cast<ucontext_t*>(context);
  const Block* block = current_block;
  if (block == nullptr) return false;
  const int stack = block->stacks().find(address_in(stack_of(state)));
  if (stack < 0) return false;  // the executor itself, or the tracer
  caught = what;
  caught.pc = address_in(place_of(state) + 1);  // as of a call: behind what was done
  set(stack_of(state), static_cast<std::byte*>(block->stacks().top(stack)) - kBelowCall);  // its frames are not needed
  set(place_of(state), &give_up);
  return true;
#else
  return false;
#endif
}

void on_fault(int signal, siginfo_t* info, void* context) {
  if (divert({signal, nullptr, info->si_addr, {}}, context)) return;
  for (size_t i = 0; i < kFaultSignals.size(); ++i) {
    if (kFaultSignals[i] != signal) continue;
    const struct sigaction& before = handlers_before[i];
    if ((before.sa_flags & SA_SIGINFO) != 0) return before.sa_sigaction(signal, info, context);
    if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) return before.sa_handler(signal);
    sigaction(signal, &before, nullptr);  // and it happens again
  }
}

void on_interrupt(int signal, siginfo_t* info, void* context) {
  divert({signal, nullptr, nullptr, static_cast<Endless>(info->si_value.sival_int)}, context);
}

struct sigaction action_of(void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  return action;
}

}  // namespace

HandlerStack::HandlerStack() {
  stack_t before{};
  sigaltstack(nullptr, &before);
  if ((before.ss_flags & SS_DISABLE) == 0) return;  // somebody has seen to it
  memory_.resize(kBytes);
  stack_t ours{};
  ours.ss_sp = memory_.data();
  ours.ss_size = memory_.size();
  sigaltstack(&ours, nullptr);
}

HandlerStack::~HandlerStack() {
  if (memory_.empty()) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, nullptr);
}

/// Others may have set handlers since the last launch, as test frameworks do. One system call tells.
void catch_faults() {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const struct sigaction ours = action_of(on_fault);
  struct sigaction before {};
  sigaction(kFaultSignals[0], &ours, &before);
  if (before.sa_sigaction == on_fault) return;
  handlers_before[0] = before;
  for (size_t i = 1; i < kFaultSignals.size(); ++i) sigaction(kFaultSignals[i], &ours, &handlers_before[i]);
  const struct sigaction interrupted = action_of(on_interrupt);
  sigaction(kInterrupt, &interrupted, nullptr);
}

void interrupt(const Block& block, Endless what) {
  sigval value{};
  value.sival_int = static_cast<int>(what);
  pthread_sigqueue(block.worker(), kInterrupt, value);
}

}  // namespace llmsys::simt::detail
