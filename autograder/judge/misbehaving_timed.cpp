// Timed scenarios that do what somebody may try who wants to be called fast; timing_test.cpp holds that none gains by it.
// The honest one answers with the sum of some numbers, after as much work as the request asks for; with LLMSYS_TEST_HONEST=1,
// the reference worker, all do.
#include <sched.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "autograder/worker/timed_scenarios.h"

// The program's own clock stands still: whoever asks the worker how long it took hears 0.
extern "C" int clock_gettime(clockid_t /*clock*/, timespec* now) {
  *now = {};
  return 0;
}

namespace llmsys {
namespace {

constexpr int kChannel = 3;
constexpr bool kHonest = LLMSYS_TEST_HONEST == 1;

int64_t sum_of(const Values& in) {
  const std::vector<int64_t> numbers = in["numbers"].integers();
  return std::accumulate(numbers.begin(), numbers.end(), int64_t{0});
}

// About a nanosecond for each step, in registers only: what passes through memory is up to twice as fast or slow by where the
// stack happens to lie.
void work(int64_t steps) {
  uint64_t x = 1;
  for (int64_t i = 0; i < steps; ++i) {
    x *= 3;
    __asm__ volatile("" : "+r"(x));
  }
}

Values honest(const Values& in) {
  work(in["steps"].integer());
  return {{"sum", sum_of(in)}};
}

void signal_done() {
  const char signal = 0;
  if (write(kChannel, &signal, 1) != 1) _exit(9);
}

Values says_and_exits(const Values&) {
  const char words[] = "last words\n";
  if (write(STDOUT_FILENO, words, sizeof words - 1) < 0) _exit(9);
  std::exit(0);
}

Values at_once(const Values& in) { return {{"sum", sum_of(in)}}; }

Values early(const Values&) {
  signal_done();
  while (true) pause();
}

Values on_threads(const Values& in) {
  std::vector<std::thread> helpers;
  for (int i = 0; i < 2; ++i) helpers.emplace_back([&] { work(in["steps"].integer() / 2); });
  for (std::thread& helper : helpers) helper.join();
  return {{"sum", sum_of(in)}};
}

Values in_child(const Values& in) {
  const pid_t child = fork();
  if (child == 0) {
    work(in["steps"].integer());
    _exit(0);
  }
  waitpid(child, nullptr, 0);
  return {{"sum", sum_of(in)}};
}

// The work is done by a process whose parent is gone, and which outlives the answer.
Values in_orphan(const Values& in) {
  const pid_t child = fork();
  if (child == 0) {
    if (fork() != 0) _exit(0);
    work(in["steps"].integer());
    pause();
  }
  waitpid(child, nullptr, 0);
  usleep(static_cast<useconds_t>(in["steps"].integer() / 200));
  return {{"sum", sum_of(in)}};
}

// What of it the box allows.
Values leaves_its_place(const Values&) {
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  const itimerval often{{0, 1000}, {3600, 0}};
  timer_t timer{};
  const sched_param idle{};
  const pid_t child = fork();
  if (child == 0) _exit(0);
  return {{"forks", child > 0},
          {"moves", sched_setaffinity(0, sizeof first, &first) == 0},
          {"yields", sched_setscheduler(0, SCHED_IDLE, &idle) == 0 || nice(1) != -1},
          {"sets_timers",
           setitimer(ITIMER_REAL, &often, nullptr) == 0 || timer_create(CLOCK_MONOTONIC, nullptr, &timer) == 0}};
}

Values asleep(const Values& in) {
  usleep(static_cast<useconds_t>(in["steps"].integer() / 100));
  return {{"sum", sum_of(in)}};
}

// A thread works on while nobody has asked, so that the next answer comes at once.
Session ahead(const Values&) {
  return [helper = std::make_shared<std::jthread>()](std::string_view, const Values& in) -> Values {
    *helper = std::jthread([steps = in["steps"].integer()] { work(steps); });  // after the one before has ended
    return {{"sum", sum_of(in)}};
  };
}

Session cached(const Values&) {
  return [last = int64_t{-1}](std::string_view, const Values& in) mutable -> Values {
    if (last < 0) last = sum_of(in);
    return {{"sum", last}};
  };
}

// Quick while it believes that nobody counts.
Session slow_after_warm_up(const Values&) {
  return [calls = 0](std::string_view, const Values& in) mutable -> Values {
    work(++calls > 2 ? 4 * in["steps"].integer() : 0);
    return {{"sum", sum_of(in)}};
  };
}

// A thread that never rests.
Session restless(const Values&) {
  return [helper = std::make_shared<std::jthread>()](std::string_view, const Values& in) -> Values {
    if (!helper->joinable())
      *helper = std::jthread([](const std::stop_token& stop) {
        while (!stop.stop_requested()) work(1000);
      });
    return honest(in);
  };
}

// The descriptors of the memory that the judge shares: requests, then answers.
std::vector<int> shared_descriptors() {
  std::vector<int> found;
  for (int fd = kChannel + 1; fd < 64; ++fd) {
    std::error_code none;
    const std::string target = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), none).string();
    if (target.find("memfd:llmsys") != std::string::npos) found.push_back(fd);
  }
  return found;
}

void* map_writable(int fd) { return mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); }

Values attacks_memory(const Values&) {
  const std::vector<int> fds = shared_descriptors();
  return {{"found", static_cast<int64_t>(fds.size())},
          {"requests_mapped", map_writable(fds.at(0)) != MAP_FAILED},
          {"requests_cut", ftruncate(fds.at(0), 0) == 0},
          {"answers_cut", ftruncate(fds.at(1), 0) == 0}};
}

Values giant_answer(const Values&) {
  *static_cast<uint64_t*>(map_writable(shared_descriptors().at(1))) = uint64_t{1} << 60;
  signal_done();
  while (true) pause();
}

void add(ScenarioTable& table, const char* name, Values (*run)(const Values&)) {
  table.add_session(name, [run](const Values&) -> Session {
    return [run](std::string_view, const Values& in) { return kHonest ? honest(in) : run(in); };
  });
}

void add_kind(ScenarioTable& table, const char* name, const SessionFactory& factory) {
  if (kHonest)
    add(table, name, honest);
  else
    table.add_session(name, factory);
}

}  // namespace

void add_timed_scenarios(ScenarioTable& table) {
  add(table, "honest", honest);
  add(table, "at_once", at_once);
  add(table, "early", early);
  add(table, "on_threads", on_threads);
  add(table, "in_child", in_child);
  add(table, "in_orphan", in_orphan);
  add(table, "leaves_its_place", leaves_its_place);
  add(table, "asleep", asleep);
  add(table, "attacks_memory", attacks_memory);
  add(table, "giant_answer", giant_answer);
  add(table, "says_and_exits", says_and_exits);
  add(table, "exit", [](const Values&) -> Values { std::exit(0); });
  add(table, "endless", [](const Values&) -> Values {
    while (true) pause();
  });
  add_kind(table, "ahead", ahead);
  add_kind(table, "restless", restless);
  add_kind(table, "cached", cached);
  add_kind(table, "slow_after_warm_up", slow_after_warm_up);
}

}  // namespace llmsys
