#include "autograder/sandbox/program/supervise.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>

#include "autograder/sandbox/program/become.h"
#include "autograder/sandbox/program/bubblewrap.h"
#include "autograder/sandbox/program/confine.h"
#include "autograder/sandbox/program/control_group.h"
#include "autograder/sandbox/program/executable.h"
#include "autograder/sandbox/program/family.h"
#include "autograder/sandbox/program/record.h"
#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kTickMilliseconds = 50;  // how often memory is looked at

class Supervisor {
 public:
  explicit Supervisor(const Options& options) : options_(options) {
    if (options.level >= 1 && geteuid() == 0 && !options.keep_user) user_ = own_user(getpid());
    if (options.level >= 2) self_ = open_executable("/proc/self/exe");
    if (options.level >= 1 && !options.keep_user) program_ = open_executable(options.command[0]);
    if (options.level >= 3) group_.emplace(options);
  }

  // The record is whole when this returns, and no process is left.
  const Record& run() {
    if (group_ && !group_->problem().empty()) {
      copy_failure(group_->problem());
      return record_;
    }
    prepare();
    start();
    while (!ended_ && !must_end()) wait_a_moment();
    if (!ended_) {
      kill(child_, SIGKILL);
      take_end(0);
    }
    sweep(user_);
    count_use();
    if (group_ && group_->ran_out_of_memory()) record_.out_of_memory = 1;
    read_setup();
    return record_;
  }

 private:
  void prepare() {
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&wanted, signal);
    sigprocmask(SIG_BLOCK, &wanted, nullptr);
    signals_ = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (options_.control < 0) prctl(PR_SET_PDEATHSIG, SIGTERM);
  }

  void start() {
    int ends[2];
    if (signals_ < 0 || pipe2(ends, O_CLOEXEC) != 0) stop(failed("pipe"));
    const pid_t supervisor = getpid();
    child_ = fork();
    if (child_ < 0) stop(failed("fork"));
    if (child_ == 0) be_child(supervisor, {.setup = ends[1], .program = program_, .shared_user = user_ == 0});
    close(ends[1]);
    setup_ = ends[0];
    if (options_.control < 0) return;
    for (int fd = 0; fd < options_.control; ++fd) close(fd);  // else nobody would see the program close them
  }

  [[noreturn]] void be_child(pid_t supervisor, const Start& start) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    setsid();
    if (options_.control >= 0) close(options_.control);  // if the supervisor is killed, the grader is to see it at once
    if (!options_.keep_user && chdir("/") != 0) give_up(start.setup, failed("chdir"));
    if (group_ && !group_->enter()) give_up(start.setup, failed("the control group"));
    std::string problem;
    if (user_ != 0) problem = become_user(user_);
    if (options_.level == 1 && user_ == 0 && geteuid() == 0) problem = drop_capabilities(options_.keep_user);
    if (!problem.empty()) give_up(start.setup, problem);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // after the change of user, which would undo it
    if (getppid() != supervisor) _exit(1);
    if (options_.level >= 2) become_bubblewrap(options_, start, self_);
    become_program(options_, start);
  }

  [[nodiscard]] int64_t milliseconds() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin_).count();
  }

  bool must_end() {
    if (options_.wall_ms > 0 && milliseconds() >= options_.wall_ms) record_.out_of_time = 1;
    if (options_.resident_bytes > 0 && milliseconds() >= next_look_) {
      next_look_ = milliseconds() + kTickMilliseconds;
      family_.look();
      if (family_.resident_bytes() > options_.resident_bytes) record_.out_of_memory = 1;
    }
    return record_.out_of_time != 0 || record_.out_of_memory != 0 || record_.stopped != 0;
  }

  void wait_a_moment() {
    int64_t left = std::max<int64_t>(next_look_ - milliseconds(), 0);
    if (options_.wall_ms > 0) left = std::min(left, std::max<int64_t>(options_.wall_ms - milliseconds(), 0));
    pollfd ready[2] = {{signals_, POLLIN, 0}, {options_.control, POLLIN, 0}};
    poll(ready, 2, static_cast<int>(left));
    signalfd_siginfo info{};
    while (read(signals_, &info, sizeof info) == sizeof info)
      if (info.ssi_signo != SIGCHLD) record_.stopped = 1;
    take_end(WNOHANG);
    char nothing = 0;  // the grader sends nothing: what can be read is the end
    if ((ready[1].revents & (POLLIN | POLLHUP)) != 0 && recv(options_.control, &nothing, 1, MSG_DONTWAIT) <= 0 &&
        !ended_)
      record_.stopped = 1;
  }

  // Reaps what has ended: the child, and orphans that came to us.
  void take_end(int flags) {
    int status = 0;
    while (!ended_) {
      const pid_t pid = waitpid(flags == 0 ? child_ : -1, &status, flags);
      if (pid < 0 && errno == EINTR) continue;
      if (pid <= 0) return;
      if (pid != child_) continue;
      ended_ = true;
      record_.wait_status = end_seen_through_bubblewrap(status);
    }
  }

  // Of all that have been reaped: at the end, of all there were. Bubblewrap's own wait would miss those it left to us.
  void count_use() {
    rusage used{};
    getrusage(RUSAGE_CHILDREN, &used);
    const timeval &user = used.ru_utime, &system = used.ru_stime;
    record_.cpu_seconds =
        static_cast<double>(user.tv_sec + system.tv_sec) + 1e-6 * static_cast<double>(user.tv_usec + system.tv_usec);
    record_.resident_bytes = used.ru_maxrss * int64_t{1024};
  }

  // Bubblewrap ends with 128 + the signal that ended its program.
  [[nodiscard]] int end_seen_through_bubblewrap(int status) const {
    constexpr int kFirstOfSignals = 128;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    const bool was_signal = options_.level >= 2 && code > kFirstOfSignals && code <= kFirstOfSignals + SIGRTMAX;
    return was_signal ? code - kFirstOfSignals : status;
  }

  void read_setup() {
    char words[sizeof record_.failure] = {};
    const ssize_t n = read(setup_, words, sizeof words - 1);
    record_.started = n == 1 && words[0] == kBegun ? 1 : 0;
    if (record_.started == 0) copy_failure(n <= 0 ? ended_early() : words + (words[0] == kBegun ? 1 : 0));
  }

  [[nodiscard]] std::string ended_early() const {
    if (record_.stopped != 0) return "it was told to end before it had begun";
    return options_.level >= 2 ? "bubblewrap could not make its namespaces" : "it ended before the program began";
  }

  void copy_failure(const std::string& words) {
    std::strncpy(record_.failure, words.c_str(), sizeof record_.failure - 1);
  }

  const Options& options_;
  uid_t user_ = 0;  // 0: the user who runs the grader
  int self_ = -1, program_ = -1, setup_ = -1, signals_ = -1;
  std::optional<ControlGroup> group_;
  pid_t child_ = -1;
  bool ended_ = false;
  Record record_;
  Family family_;
  Clock::time_point begin_ = Clock::now();
  int64_t next_look_ = kTickMilliseconds;
};

// For a script: words on standard error, and an exit code.
int tell(const Options& options, const Record& record) {
  const int status = record.wait_status;
  if (record.started == 0) {
    std::fprintf(stderr, "box: %s\n", record.failure);
    return kNotStarted;
  }
  if (record.stopped != 0) {  // by Ctrl-C, say: how it ended tells nothing of the program
    std::fprintf(stderr, "box: told to end\n");
    return kNotStarted;
  }
  if (record.out_of_time != 0)
    std::fprintf(stderr, "box: stopped after %lld s\n", static_cast<long long>(options.wall_ms / 1000));
  if (record.out_of_memory != 0)
    std::fprintf(stderr, "box: stopped, it took more than %lld MiB of memory\n",
                 static_cast<long long>(options.resident_bytes >> 20));
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    std::fprintf(stderr, "box: stopped after %lld s of processor time\n", static_cast<long long>(options.cpu_seconds));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

int supervise(const Options& options) {
  const Record record = Supervisor(options).run();
  if (options.control < 0) return tell(options, record);
  return send(options.control, &record, sizeof record, MSG_NOSIGNAL) == sizeof record ? 0 : 1;
}

}  // namespace llmsys::box
