#include "autograder/judge/worker_process.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstring>

#include "autograder/judge/abort_text.h"
#include "autograder/judge/gpu_time.h"
#include "framework/base/context.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr double kSlowPart = 0.9;  // of the wall-clock limit: then a call says where it is
constexpr double kEndsWithin =
    0.2;  // s: a process whose socket is closed ends by itself in that time, if it ends at all

void do_not_wait(const Descriptor& fd) { fcntl(fd.get(), F_SETFL, O_NONBLOCK); }

BoxSpec spec_for(const Limits& limits) {
  constexpr int kThreads = 32, kThreadsPerCore = 4;
  const bool gpu = kernels_run_on_gpu() && limits.device == Device::cuda;
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "OMP_WAIT_POLICY=passive"};
  if (limits.mutant > 0) environment.push_back(text("LLMSYS_MUTANT=", limits.mutant));
  const std::string symbolizer = "/usr/bin/addr2line";  // the emulator's checkers name lines with it
  return {.level = limits.sandbox,
          .readable = access(symbolizer.c_str(), X_OK) == 0 ? std::vector{symbolizer} : std::vector<std::string>{},
          .gpu = gpu,
          .timed = limits.timed,
          .environment = environment,
          .limits = {.cpu_seconds = limits.cpu_seconds,
                     .address_bytes = gpu ? 0 : limits.memory_bytes,  // the driver reserves more than there is
                     .resident_bytes = limits.resident_bytes,
                     .processes = kThreads + kThreadsPerCore * available_cores()}};
}

std::string signal_text(int signal, const std::string& tail) {
  if (signal == SIGABRT) return "aborted: " + abort_text(tail);
  const std::string line = last_line(tail);
  if (line.rfind("SIG", 0) == 0) return line;  // crash_report.cpp said it
  return text("killed by signal ", signal, " (", strsignal(signal), ")");
}

}  // namespace

WorkerProcess::WorkerProcess(const std::string& program, const Limits& limits)
    : limits_(limits), socket_(open_sockets(SOCK_STREAM)), output_(open_pipe()) {
  do_not_wait(socket_.ours);
  do_not_wait(output_.ours);
  box_.emplace(
      std::vector<std::string>{program, std::string(to_text(limits.device)), text(kSlowPart * limits.wall_seconds)},
      spec_for(limits), BoxStreams{.output = output_.theirs.get(), .passed = {socket_.theirs.get()}});
  socket_.theirs.reset();
  output_.theirs.reset();
}

WorkerEnd WorkerProcess::finish(const std::string& tail) {
  const BoxEnd end = box_->finish(kEndsWithin);
  if (!end.failure.empty()) return {Status::internal, text("the worker could not be started: ", end.failure)};
  if (end.out_of_memory)
    return {Status::memory, text("more than ", limits_.resident_bytes >> 20,
                                 " MiB of memory: is there a list that grows without end?")};
  if (end.stopped) return {Status::protocol, "the worker closed its channel to the judge without an answer"};
  if (end.signal == 0)
    return {Status::crash, text("the program ended by itself with exit code ", end.exit_code,
                                " instead of returning (does your code call exit?)")};
  const bool out_of_time = end.cpu_seconds >= limits_.cpu_seconds;  // SIGKILL follows if SIGXCPU was caught
  if (end.signal == SIGXCPU || (end.signal == SIGKILL && out_of_time))
    return {Status::timeout,
            text("no answer after ", limits_.cpu_seconds, " s of processor time: a loop without end?")};
  if (end.signal == SIGKILL)
    return {Status::memory, "the program was killed from outside: the machine had no memory left for it?"};
  if (end.signal == SIGABRT && tail.find("what():  std::bad_alloc") != std::string::npos)
    return {Status::memory, "out of memory: std::bad_alloc was thrown where nothing catches it"};
  return {Status::crash, signal_text(end.signal, tail)};
}

}  // namespace llmsys
